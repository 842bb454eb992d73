# zhengli score: its table, its JSON, its exit status, and that it counts as the other scorer does.

setup() {
	load ../setup
	cd "$BATS_TEST_TMPDIR"
	mkdir records gold
	cat >gold/a.json <<-'END'
	{"findings": [
	  {"problem": "台账不全", "kind": "issue", "status": "paired", "parent": null, "sections": [],
	   "response": "一是补登。二是核对。", "measures": 2},
	  {"problem": "库房漏雨", "kind": "issue", "status": "unanswered", "parent": null, "sections": [],
	   "response": null, "measures": 0}]}
	END
	cat >records/a.docx.xml <<-'END'
	<record xmlns="urn:zhengli:record:1"><body>
	<finding kind="issue" status="paired"><problem><statement>台账不全</statement></problem>
	<response><p><label>整改情况：</label></p><measure>一是补登。</measure><measure>二是核对。</measure></response></finding>
	<finding kind="issue" status="unanswered"><problem><statement>库房屋顶漏雨</statement></problem></finding>
	</body></record>
	END
}

@test "all pairs right: status 0, and a table" {
	run "$zhengli" score records gold
	[ "$status" -eq 0 ]
	[[ "$output" == *"statements           2     2     1   0.500 0.500 0.500   0.833"* ]]
}

@test "--list names what is missing and what is extra" {
	run "$zhengli" score --list records gold
	[[ "$output" == *"missing: 库房漏雨"* ]]
	[[ "$output" == *"extra: 库房屋顶漏雨"* ]]
}

@test "--json is JSON with the same numbers" {
	run "$zhengli" score --json --list records/a.docx.xml gold/a.json
	[ "$status" -eq 0 ]
	python3 - <<-END
	import json
	report = json.loads('''$output''')
	record = report['records'][0]
	assert record['fields']['statements']['right'] == 1
	assert record['missing'] == ['库房漏雨'] and record['extra'] == ['库房屋顶漏雨']
	assert report['total']['micro']['pairs']['strict']['f1'] == 1
	END
}

@test "a wrong pair: status 1, unless --min allows it" {
	sed -i 's/二是核对/二是核查/' records/a.docx.xml
	run "$zhengli" score records gold
	[ "$status" -eq 1 ]
	run "$zhengli" score --min 0 records gold
	[ "$status" -eq 0 ]
}

@test "a gold file without a record: status 1, whatever --min says" {
	cp gold/a.json gold/b.json
	run "$zhengli" score --min 0 records gold
	[ "$status" -eq 1 ]
	[[ "$output" == *"no record for gold/b.json"* ]]
}

@test "a faulty record is named, with its line: status 3" {
	sed -i '2s/<finding /<finding/; 3s/<.problem>//' records/a.docx.xml
	run "$zhengli" score records gold
	[ "$status" -eq 3 ]
	[[ "$output" == *"zhengli: records/a.docx.xml: line "*": no record: "* ]]
}

@test "no operands: status 2 and the usage" {
	run "$zhengli" score
	[ "$status" -eq 2 ]
	[[ "$output" == usage:* ]]
}

@test "it counts as the other scorer does" {
	[ -x "$shared/tools/score" ] || skip "no other scorer in $shared/tools"
	"$BATS_TEST_DIRNAME/agree" "$zhengli" "$shared/tools/score" "$shared/gold"
	"$BATS_TEST_DIRNAME/agree" "$zhengli" "$shared/tools/score" "$root/tests/layouts"
}
