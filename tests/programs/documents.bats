# Documents on their way between the stage programs, and what zhengli-emit makes of them.

setup() {
	load ../setup
	bats_require_minimum_version 1.5.0
	work=$BATS_TEST_TMPDIR
}

# document STRUCTURE: a document of two paragraphs with three changes and this structure.
document() {
	sha256=$(printf '%064d' 0)
	cat <<-END
	<document xmlns="urn:zhengli:document:1"><source file="a.docx" bytes="1" sha256="$sha256"/>
	<rules family="none"/><p>通报</p><p/>
	<change class="control" n="1" old="\\u{B}"/><change class="width" n="1" old="Ａ" new="A"/>
	<change class="width" n="1" offset="1" old="Ｂ" new="B"/>$1</document>
	END
}

whole='<structure><body><p><text n="1" to="2"/></p><p><text n="2"/></p></body><notes/></structure>'

# valid_document FILE: it is what document.xsd says.
valid_document() {
	xmllint --huge --noout --schema "$root/schemas/document.xsd" "$1"
}

@test "every stage program writes valid documents" {
	samples "$work/in"
	for source in "$work/in"/*.docx; do
		"$(stage unpack)" "$source" >"$work/unpack" || [ $? -eq 1 ]
		"$(stage normalise)" "$work/unpack" >"$work/normalise" || [ $? -eq 1 ]
		"$(stage extract)" "$work/normalise" >"$work/extract" || [ $? -eq 1 ]
		for name in unpack normalise extract; do
			valid_document "$work/$name"
		done
	done
}

@test "emit: a record, valid against the schema" {
	document "$whole" | "$(stage emit)" >"$work/record.xml"
	xmllint --noout --schema "$root/schemas/record.xsd" "$work/record.xml"
	grep -F '<normalisation total="3" listed="3">' "$work/record.xml"
	grep -F '<change class="control" n="1" offset="0" old="\u{B}" new=""/>' "$work/record.xml"
}

@test "emit --changes: counts stay whole, the list is cut" {
	document "$whole" | "$(stage emit)" --changes 1 >"$work/record.xml"
	grep -F '<normalisation total="3" listed="1" cut="true">' "$work/record.xml"
	grep -F '<class name="width" count="2"/>' "$work/record.xml"
	[ "$(grep -c '<change ' "$work/record.xml")" -eq 1 ]
	grep -F 'settings="changes=1"' "$work/record.xml"
	run "$(stage emit)" --changes many
	[ "$status" -eq 2 ]
	[[ "$output" == *changes*many* ]]
}

@test "emit: a document without structure has no record" {
	document "" >"$work/document.xml"
	run --separate-stderr "$(stage emit)" "$work/document.xml"
	[ "$status" -eq 1 ]
	[ "$(echo "$output" | code -)" = invalid-document ]
	[[ "$stderr" == *a.docx*extract* ]]
	echo "$output" | xmllint --noout --schema "$root/schemas/record.xsd" -
}

@test "emit: a paragraph that the structure does not hold costs the record" {
	document "${whole/to=\"2\"/to=\"1\"}" >"$work/document.xml"
	run "$(stage emit)" "$work/document.xml"
	[ "$status" -eq 1 ]
	[[ "$output" == *invalid-document* ]]
	[[ "$output" == *'paragraph 1'* ]]
}

@test "what is no document is refused, and the refusal is passed on" {
	printf '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>' >"$work/x.xml"
	for name in normalise extract emit; do
		run --separate-stderr "$(stage $name)" "$work/x.xml"
		[ "$status" -eq 1 ]
		[[ "$output" == *invalid-document* ]]
		[[ "$output" != *root:* ]]
		[[ "$stderr" == *'document type declaration'* ]]
	done
	run --separate-stderr bash -c '"$0" "$2" 2>/dev/null | "$1"' \
		"$(stage normalise)" "$(stage emit)" "$work/x.xml"
	[ "$status" -eq 1 ]
	[ "$(echo "$output" | code -)" = invalid-document ]
	[ -z "$stderr" ]
}

@test "the manual pages are in order" {
	command -v mandoc >/dev/null || skip "mandoc is not installed"
	for page in "$root"/man/*.1; do
		run mandoc -Tlint -W warning "$page"
		[ -z "$output" ]
	done
}
