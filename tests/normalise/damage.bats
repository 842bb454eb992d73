# Reports as old systems left them: the same findings as the sound report, and the ledger says what was done.

setup_file() {
	load ../setup
	samples "$BATS_FILE_TMPDIR"
	for report in "$BATS_FILE_TMPDIR"/*.docx; do
		# One sample is no document on purpose.
		"$(stage unpack)" "$report" >"$report.sound" 2>/dev/null || rm "$report.sound"
	done
	for sound in "$BATS_FILE_TMPDIR"/*.sound; do
		parts <"$sound" >"$sound.parts"
		grep -q '<finding' "$sound.parts" || rm "$sound" "$sound.parts"
	done
}

setup() {
	load ../setup
	bats_require_minimum_version 1.5.0
}

# parts: what extract makes of the document, but what the damage changes: ledger, offsets, warnings.
parts() {
	"$(stage normalise)" | tee "$BATS_FILE_TMPDIR/normal" | "$(stage extract)" |
		grep -v '^<\(change\|loss\|warning\|note\|ruby\) '
}

# check KIND CLASS: over all samples; CLASS must stand in the ledger of one at least.
check() {
	found=0
	for sound in "$BATS_FILE_TMPDIR"/*.sound; do
		"$root/tests/normalise/damage" "$1" <"$sound" | parts >"$BATS_TEST_TMPDIR/parts"
		diff "$sound.parts" "$BATS_TEST_TMPDIR/parts"
		! grep -q "class=\"$2\"" "$BATS_FILE_TMPDIR/normal" || found=1
	done
	[ "$found" -eq 1 ]
}

@test "GBK read as windows-1252" {
	check mojibake-gbk mojibake
}

@test "UTF-8 read as windows-1252" {
	check mojibake-utf8 mojibake
}

@test "radicals in place of ideographs" {
	check radical radical
}

@test "compatibility ideographs" {
	check compatibility compatibility
}

@test "private use codes of old GB 18030" {
	check private-use private-use
}

@test "forms of vertical text" {
	check vertical vertical
}

@test "half-width punctuation" {
	check half-width half-width
}

@test "full-width letters and digits" {
	check width width
}

@test "small forms and shell brackets" {
	check look-alike look-alike
}

@test "zero-width characters" {
	check invisible invisible
}

@test "pinyin inside words" {
	check gloss gloss
}

@test "spaces inside words, indents" {
	check white-space white-space
}

@test "ASCII punctuation here and there" {
	check punctuation punctuation
}
