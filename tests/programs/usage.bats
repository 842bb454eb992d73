# What programs say to arguments, places and descriptors they cannot work with.

setup() {
	load ../setup
	bats_require_minimum_version 1.5.0
	input=$BATS_TEST_TMPDIR/in
	out=$BATS_TEST_TMPDIR/out
	mkdir "$input"
	"$build/tests/generator/make" "$root/samples/reports/labelled.txt" "$input/a.docx"
}

teardown() {
	[ -z "${full:-}" ] || umount "$full"
	chmod -R u+rwx "$BATS_TEST_TMPDIR"
}

# refused COMMAND...: exit status 2, a message and no output.
refused() {
	run --separate-stderr "$@"
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[ -n "$stderr" ]
}

@test "no command, or one that is none" {
	refused "$zhengli"
	refused "$zhengli" tidy
	[[ "$stderr" == *tidy* ]]
}

@test "run without input, without an option's value, with an option that is none" {
	refused "$zhengli" run -o "$out"
	refused "$zhengli" run "$input" -o
	refused "$zhengli" run --frobnicate -o "$out" "$input"
	refused "$zhengli" run -j many -o "$out" "$input"
	[ ! -e "$out" ]
}

@test "stage programs refuse an option that is none, and a second file" {
	for name in unpack normalise extract emit; do
		refused "$(stage $name)" --frobnicate
		refused "$(stage $name)" "$input/a.docx" "$input/a.docx"
	done
}

@test "stage programs say when standard output takes nothing" {
	for name in unpack normalise extract emit; do
		case $name in
		unpack) cp "$input/a.docx" "$BATS_TEST_TMPDIR/work" ;;
		*) mv "$BATS_TEST_TMPDIR/next" "$BATS_TEST_TMPDIR/work" ;;
		esac
		"$(stage $name)" "$BATS_TEST_TMPDIR/work" >"$BATS_TEST_TMPDIR/next"
		run bash -c '"$0" "$1" >/dev/full' "$(stage $name)" "$BATS_TEST_TMPDIR/work"
		[ "$status" -eq 3 ]
		[ -n "$output" ]
	done
}

@test "an input that is not there" {
	run "$zhengli" run -o "$out" "$input/nowhere"
	[ "$status" -ne 0 ]
	[[ "$output" == *nowhere* ]]
}

@test "--help and --version answer on standard output" {
	run --separate-stderr "$zhengli" --help
	[ "$status" -eq 0 ]
	[[ "$output" == *run* ]]
	[ -z "$stderr" ]
	run --separate-stderr "$zhengli" --version
	[ "$status" -eq 0 ]
	[[ "$output" == zhengli* ]]
}

@test "an unreadable folder: named, and the others go on" {
	mkdir "$input/locked" "$input/open"
	mv "$input/a.docx" "$input/open/"
	chmod 000 "$input/locked"
	if [ "$(id -u)" -eq 0 ]; then
		chmod -R o+rX "$input/open" "$input"
		chmod 000 "$input/locked"
		mkdir -m 777 "$out"
		chmod o+x "$BATS_TEST_TMPDIR" "$BATS_RUN_TMPDIR" "$BATS_RUN_TMPDIR/test"
		as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
		"${as_nobody[@]}" "$zhengli" --version || skip "nobody cannot reach the program"
	fi
	run "${as_nobody[@]}" "$zhengli" run -o "$out" "$input"
	echo "$output"
	[ "$status" -eq 1 ]
	[[ "$output" == *locked* ]]
	[ -s "$out/records/open/a.docx.xml" ]
}

@test "a full disk: said, and nothing half-written" {
	[ "$(id -u)" -eq 0 ] || skip "needs root to mount a small file system"
	mkdir "$BATS_TEST_TMPDIR/disk"
	mount -t tmpfs -o size=256k tmpfs "$BATS_TEST_TMPDIR/disk" || skip "cannot mount here"
	full=$BATS_TEST_TMPDIR/disk
	"$build/tests/generator/make" -n 60 "$root/samples/reports/labelled.txt" "$input/many"
	run "$zhengli" run -o "$full/out" "$input"
	echo "$output"
	[ "$status" -eq 3 ]
	[[ "$output" == *[Nn]"o space left"* ]]
	[ ! -d "$full/out/records" ] || valid "$full/out/records"
}

@test "an output folder that cannot be made" {
	: >"$BATS_TEST_TMPDIR/file"
	run "$zhengli" run -o "$BATS_TEST_TMPDIR/file/out" "$input"
	[ "$status" -eq 3 ]
	[[ "$output" == *file/out* ]]
}
