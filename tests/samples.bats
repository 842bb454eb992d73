# The samples: the same .docx bytes each time, the records kept in the tree, the answers made by hand.

setup() {
	load setup
	bats_require_minimum_version 1.5.0
	input=$BATS_TEST_TMPDIR/in
	out=$BATS_TEST_TMPDIR/out
	samples "$input"
}

@test "the generator gives the same bytes each time, and other ones for another seed" {
	samples "$BATS_TEST_TMPDIR/again"
	same "$input" "$BATS_TEST_TMPDIR/again"
	"$build/tests/generator/make" -s seed=999 "$root/samples/reports/labelled.txt" "$BATS_TEST_TMPDIR/other.docx"
	! cmp -s "$input/labelled.docx" "$BATS_TEST_TMPDIR/other.docx" || false
}

@test "each record is the one in samples/records" {
	"$root/samples/golden" "$input"
}

@test "records agree with the answers made by hand" {
	"$zhengli" run -o "$out" "$input" || [ $? -eq 1 ]
	"$zhengli" score "$out/records" "$root/samples/answers"
}

@test "markup does not change a word: shapes, encodings, strict, runs" {
	source=$root/samples/reports/labelled.txt
	mkdir "$BATS_TEST_TMPDIR/many"
	for choice in shape=word shape=wps shape=libreoffice encoding=UTF-16 encoding=GB18030 strict=yes \
		store=yes split=0 split=500; do
		"$build/tests/generator/make" -s "$choice" "$source" "$BATS_TEST_TMPDIR/many/$choice.docx"
	done
	"$zhengli" run -o "$out" "$BATS_TEST_TMPDIR/many"
	for record in "$out"/records/*.xml; do
		xmllint --xpath '/*/*[local-name()="description" or local-name()="body"]' "$record" >"$BATS_TEST_TMPDIR/body"
		[ -f "$BATS_TEST_TMPDIR/first" ] || cp "$BATS_TEST_TMPDIR/body" "$BATS_TEST_TMPDIR/first"
		cmp "$BATS_TEST_TMPDIR/first" "$BATS_TEST_TMPDIR/body"
	done
}
