# common.bash: what the scripts here share: where roots are and how commands are carried out in them.

# root_path SUITE ARCHITECTURE
root_path() {
	echo "${ZL_ROOTS:-/var/tmp/zhengli-roots}/$1-$2"
}

# qemu_name ARCHITECTURE: what qemu calls what Debian calls so.
qemu_name() {
	case $1 in
	arm64) echo aarch64 ;;
	armhf) echo arm ;;
	loong64) echo loongarch64 ;;
	*) echo "$1" ;;
	esac
}

# is_native ARCHITECTURE: this machine's kernel runs it without qemu.
is_native() {
	case $(dpkg --print-architecture)/$1 in
	amd64/amd64 | amd64/i386 | arm64/arm64) return 0 ;;
	*) [ "$1" = "$(dpkg --print-architecture)" ] ;;
	esac
}

# compiler_of ARCHITECTURE: the triplet of a compiler for that architecture on this machine; nothing where it is
# this machine's own, or there is none: then the root's own compiler builds, under qemu, some twenty times slower.
compiler_of() {
	local triplet
	! is_native "$1" || return 0
	triplet=$(dpkg-architecture -a "$1" -q DEB_HOST_GNU_TYPE 2>/dev/null)
	! command -v "$triplet-gcc" >/dev/null || echo "$triplet"
}

# inside ROOT COMMAND...: in the root, in mount and process namespaces of their own, with the tree
# at hand read-only at /zhengli; what was mounted goes with the namespace.
inside() {
	local root=$1
	shift
	ZL_TREE=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd) unshare --mount --pid --fork --kill-child \
		bash -c 'set -e
			root=$1
			shift
			mkdir -p "$root/zhengli" "$root/proc" "$root/dev"
			mount -t proc proc "$root/proc"
			mount --rbind /dev "$root/dev"
			mount --bind -o ro "$ZL_TREE" "$root/zhengli"
			[ ! -f /etc/resolv.conf ] || cp -L /etc/resolv.conf "$root/etc/resolv.conf"
			exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 TERM=dumb \
				DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"' inside "$root" "$@"
}
