# Numbers that we compute are those that Word stored: in tables of contents, in references.

setup() {
	load ../setup
	bats_require_minimum_version 1.5.0
}

@test "stored contents and references" {
	python3 "$root/tests/numbers/stored" "$BATS_TEST_TMPDIR"
	run -0 python3 "$root/tests/numbers/contents" "$(stage unpack)" "$BATS_TEST_TMPDIR"/*.docx
	[ "$output" = "52 agree" ]
}

@test "a stored number that is another one is told" {
	python3 "$root/tests/numbers/stored" "$BATS_TEST_TMPDIR"
	cat >"$BATS_TEST_TMPDIR/unpack" <<-'END'
		#!/bin/sh
		"$UNPACK" "$1" | sed 's/number="二、"/number="三、"/'
	END
	chmod +x "$BATS_TEST_TMPDIR/unpack"
	UNPACK=$(stage unpack) run -1 python3 "$root/tests/numbers/contents" "$BATS_TEST_TMPDIR/unpack" "$BATS_TEST_TMPDIR/sections.docx"
	[[ "$output" == *"stored 二、, computed ['三、']"* ]]
}

@test "contents in files of other projects" {
	[ -d "$shared/corpus" ] || skip "$shared/corpus is not there"
	find "$shared/corpus" -name '*.docx' -print0 >"$BATS_TEST_TMPDIR/files"
	run -0 xargs -0 python3 "$root/tests/numbers/contents" "$(stage unpack)" <"$BATS_TEST_TMPDIR/files"
}
