# Doubt: the flags of reports that everybody knows, each of which was looked at.

setup() {
	load ../setup
	bats_require_minimum_version 1.5.0
	[ -d "$shared/docx" ] || skip "there is no $shared"
}

@test "the flags of the shared reports are those that were looked at" {
	mkdir "$BATS_TEST_TMPDIR/in"
	cp "$shared"/docx/00[0-4]_word.docx "$shared"/reports/*.docx "$BATS_TEST_TMPDIR/in"
	"$zhengli" run --no-progress -o "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/in"
	"$root/tests/review/flags" "$BATS_TEST_TMPDIR/out/records" >"$BATS_TEST_TMPDIR/flags.txt"
	# Another list?  Look at each difference in the reports before it is taken over.
	diff "$root/tests/review/flags.txt" "$BATS_TEST_TMPDIR/flags.txt"
}
