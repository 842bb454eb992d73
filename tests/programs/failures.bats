# A bad document: one clear sentence, its code under failed/, nothing half-written, the others go on.

setup() {
	load ../setup
	bats_require_minimum_version 1.5.0
	input=$BATS_TEST_TMPDIR/in
	out=$BATS_TEST_TMPDIR/out
	mkdir "$input"
	"$build/tests/generator/make" "$root/samples/reports/labelled.txt" "$input/good.docx"
}

# fails CODE: a run over the input converts good.docx and fails bad.docx with CODE.
fails() {
	run "$zhengli" run -o "$out" "$input"
	echo "$output"
	[ "$status" -eq 1 ]
	[[ "$output" == *bad.docx*"$1"* ]]
	[ -s "$out/records/good.docx.xml" ]
	[ ! -e "$out/records/bad.docx.xml" ]
	[ "$(code "$out/failed/bad.docx.xml")" = "$1" ]
	[ "$(find "$out/records" "$out/failed" -type f | wc -l)" -eq 2 ]
	valid "$out/records"
}

@test "a picture named .docx" {
	printf GIF89a >"$input/bad.docx"
	fails not-a-zip
}

@test "an empty file" {
	: >"$input/bad.docx"
	fails empty-file
}

@test "a damaged .doc named .docx" {
	{ printf '\320\317\021\340\241\261\032\341'; head -c 4088 /dev/zero; } >"$input/bad.docx"
	fails compound-damaged
}

@test "a truncated .docx" {
	"$build/tests/generator/make" "$root/samples/reports/truncated.txt" "$input/bad.docx"
	fails truncated
}

@test "a PDF named .docx" {
	printf '%%PDF-1.4\n%%%%EOF\n' >"$input/bad.docx"
	fails pdf
}

@test "a web archive without a page" {
	printf 'MIME-Version: 1.0\nContent-Type: image/png\n\nx' >"$input/bad.docx"
	fails missing-part
}

@test "a web archive whose page holds nothing, or what is no base64" {
	printf 'MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n' >"$input/bad.docx"
	fails missing-part
	printf '!!!' >>"$input/bad.docx"
	fails missing-part
	# One sign that is none of base64 is passed by: RFC 2045, 6.8.
	printf '<p>old</p>' | base64 | sed 's/^./&!/' >>"$input/bad.docx"
	run "$zhengli" run -o "$out" "$input"
	[ "$status" -eq 0 ]
	grep -q '>old<' "$out/records/bad.docx.xml"
}

@test "a mended file gets its record, and its failure goes" {
	: >"$input/bad.docx"
	fails empty-file
	cp "$input/good.docx" "$input/bad.docx"
	run "$zhengli" run -o "$out" "$input"
	[ "$status" -eq 0 ]
	[ -s "$out/records/bad.docx.xml" ]
	[ ! -e "$out/failed/bad.docx.xml" ]
}

@test "the stage programs pass a failure on" {
	printf GIF89a >"$input/bad.docx"
	run --separate-stderr line "$input/bad.docx" bad.docx
	[ "$status" -eq 1 ]
	[ "$(echo "$output" | code -)" = not-a-zip ]
	[[ "$stderr" == *bad.docx*not-a-zip* ]]
	"$zhengli" run -o "$out" "$input" || true
	diff <(echo "$output") "$out/failed/bad.docx.xml"
}
