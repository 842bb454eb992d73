# setup.bash: what the commands of tests/fault begin with: where things are, and helpers.
# ZL_BUILD: the build folder (default build/). ZL_RUN: options for every run of zhengli.

. "$(dirname "${BASH_SOURCE[0]}")/../setup.bash"
faulty=$build/tests/fault/zhengli-faulty
[ -x "$zhengli" ] && [ -x "$faulty" ] || {
	echo "there is no $zhengli or $faulty; build first"
	exit 77
}
work=$(mktemp -d "${TMPDIR:-/tmp}/zhengli-fault-XXXXXX")
trap 'rm -rf "$work"' EXIT
wrong=0

# fail WORDS: note that something is not as it should be, and go on.
fail() {
	echo "WRONG: $*"
	wrong=$((wrong + 1))
}

# documents FOLDER COUNT: as many documents, no two the same, of all samples in turn.
documents() {
	local sources=("$root"/samples/reports/*.txt) each=$((($2 + 4) / 5)) i=0 source
	mkdir -p "$1"
	for source in "${sources[@]}"; do
		[ "$(basename "$source")" != truncated.txt ] && [ $i -lt 5 ] || continue
		"$build/tests/generator/make" -n "$each" "$source" "$1/$i"
		i=$((i + 1))
	done
	find "$1" -name '*.docx' | sort | tail -n +$(($2 + 1)) | xargs -r rm
}

# large FILE: a document whose record is so long that its worker hands it over as a file.
large() {
	python3 - "$1" <<'END'
import sys, zipfile
types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
relations = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
	'<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
	' Target="word/document.xml"/></Relationships>')
word = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
text = "".join(f"<w:p><w:r><w:t>{i:04d}</w:t></w:r></w:p>" for i in range(4000))
with zipfile.ZipFile(sys.argv[1], "w") as archive:
	archive.writestr("[Content_Types].xml", types)
	archive.writestr("_rels/.rels", relations)
	archive.writestr("word/document.xml", word + text + "</w:body></w:document>")
END
}

# poison FAULT FILE: give the document a fault for fault_hook.c, as the comment of its archive.
poison() {
	local comment=ZL-FAULT:$1
	truncate -s -2 "$2"
	printf "\\x$(printf %02x ${#comment})\\0%s" "$comment" >>"$2"
}

# published A B: whether the two OUTs have published the same, to the byte.
published() {
	local kind
	for kind in records failed; do
		mkdir -p "$1/$kind" "$2/$kind"
		diff -rq "$1/$kind" "$2/$kind" || return 1
	done
}

# finished OUT WHOLE: everything that is visible in OUT stands in WHOLE, too, and is the same.
finished() {
	local kind
	for kind in records failed; do
		[ -d "$1/$kind" ] || continue
		! diff -rq "$1/$kind" "$2/$kind" | grep -v "^Only in $2" || return 1
	done
}

# intact OUT: its state is a database without damage.
intact() {
	[ ! -e "$1/state.db" ] || python3 - "$1/state.db" <<-'END'
		import sqlite3, sys
		answer = sqlite3.connect(sys.argv[1]).execute("PRAGMA integrity_check").fetchone()[0]
		sys.exit(0 if answer == "ok" else "state.db: " + answer)
	END
}

# make_disk: a file system of its own at $work/disk, in a loop image, whose power can go; false where none can be had.
make_disk() {
	disk=$work/disk
	mkdir -p "$disk"
	truncate -s 256M "$work/image"
	command -v mkfs.ext4 >/dev/null && mkfs.ext4 -q "$work/image" && mount -o loop "$work/image" "$disk" 2>/dev/null || return 1
	trap 'umount "$disk" 2>/dev/null || umount -l "$disk"; rm -rf "$work"' EXIT
}

# lose_power: the power goes: what the log of the file system holds and has not written is lost.
lose_power() {
	python3 - "$disk" <<-'END'
		import fcntl, os, struct, sys
		folder = os.open(sys.argv[1], os.O_RDONLY)
		fcntl.ioctl(folder, 0x8004587D, struct.pack("I", 2))  # EXT4_GOING_FLAGS_NOLOGFLUSH
	END
}

# power_back: the disk as it is found after a loss of power. While something else holds the old one, a namespace
# that was made meanwhile for example, mounting gives the same again, shut down.
power_back() {
	local i
	for ((i = 0; i < 600; i++)); do
		if umount "$disk" 2>/dev/null && mount -o loop "$work/image" "$disk" && touch "$disk/again" 2>/dev/null; then
			rm "$disk/again"
			return 0
		fi
		sleep 0.1
	done
	return 1
}

# Ends the command: exit status 1 when something was wrong.
end() {
	echo "$*; $wrong wrong"
	[ "$wrong" -eq 0 ]
	exit
}

# accounted OUT: the state and the disk say the same of every document: hashes, codes, files.
accounted() {
	"$root/tests/fault/accounted" "$1"
}
