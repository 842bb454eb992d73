# The tables in the tree are what the scripts beside them make.  Their sources are Debian's packages
# opencc and unicode-data, which nothing else needs: without them a test is skipped.

setup() {
	load ../setup
	bats_require_minimum_version 1.5.0
	made=$BATS_TEST_TMPDIR/made
}

needs() {
	command -v opencc >/dev/null || skip "opencc is not installed"
	[ -f /usr/share/unicode/EquivalentUnifiedIdeograph.txt ] || skip "unicode-data is not installed"
}

@test "fold_table.h" {
	needs
	python3 "$root/stages/text/fold_table.py" >"$made"
	cmp "$made" "$root/stages/text/fold_table.h"
}

@test "chinese_table.h" {
	needs
	python3 "$root/stages/text/chinese_table.py" <"$root/stages/text/chinese_corpus.txt" >"$made" 2>/dev/null
	cmp "$made" "$root/stages/text/chinese_table.h"
}

@test "character_table.h" {
	needs
	python3 "$root/stages/normalise/character_table.py" >"$made"
	cmp "$made" "$root/stages/normalise/character_table.h"
}

@test "charset_table.h" {
	python3 "$root/stages/text/charset_table.py" >"$made"
	cmp "$made" "$root/stages/text/charset_table.h"
}

@test "charset_gb18030.h" {
	python3 "$root/tests/unit/charset_gb18030.py" >"$made"
	cmp "$made" "$root/tests/unit/charset_gb18030.h"
}
