# What an operator sees: alarms that are worth one, names, figures, and reading without write access.

setup() {
	load ../setup
	in=$BATS_TEST_TMPDIR/in
	out=$BATS_TEST_TMPDIR/out
	mkdir -p "$in/2021"
	"$build/tests/generator/make" "$root/samples/reports/inline.txt" "$in/2021/good.docx"
	printf GIF89a >"$in/2021/bad.docx"
	printf GIF89a >"$in/2021/notes.gif"
	echo owner >"$in/2021/~\$good.docx"
}

@test "a failure that is acknowledged is no alarm until its source changes" {
	run "$zhengli" run -o "$out" "$in"
	[ "$status" -eq 1 ]
	[[ "$output" == *"1 failed (1 new)"* ]]
	"$zhengli" acknowledge "$out" 2021/bad.docx
	"$zhengli" run -o "$out" "$in"
	run "$zhengli" retry -q "$out"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	grep -q '"acknowledged":1' "$out/report.json"
	printf GIF89ab >"$in/2021/bad.docx"
	run "$zhengli" run -q -o "$out" "$in"
	[ "$status" -eq 1 ]
	[[ "$output" == *"2021/bad.docx: not-a-zip"* ]]
	"$zhengli" acknowledge --all "$out"
	"$zhengli" run -q -o "$out" "$in"
	"$zhengli" acknowledge --undo --code not-a-zip "$out"
	run "$zhengli" run -q -o "$out" "$in"
	[ "$status" -eq 1 ]
}

@test "what is acknowledged has to have failed" {
	"$zhengli" run -o "$out" "$in" || [ $? -eq 1 ]
	run "$zhengli" acknowledge "$out" 2021/bad.docx 2021/good.docx
	[ "$status" -eq 2 ]
	[[ "$output" == *"2021/good.docx"* ]]
	[ -z "$("$zhengli" status --acknowledged "$out")" ]
}

@test "status names what failed, what is gone and what was passed over" {
	"$zhengli" run -o "$out" "$in" || [ $? -eq 1 ]
	[[ "$("$zhengli" status --failed "$out")" == "2021/bad.docx"$'\t'"not-a-zip"* ]]
	[ "$("$zhengli" status --new -0 "$out" | tr '\0' x)" = 2021/bad.docxx ]
	[ -z "$("$zhengli" status --code timeout "$out")" ]
	"$zhengli" status --passed-over "$out" | grep -q $'\t2021/notes.gif$'
	rm "$in/2021/good.docx"
	"$zhengli" run -o "$out" "$in" || [ $? -eq 1 ]
	[ "$("$zhengli" status --gone "$out")" = 2021/good.docx ]
}

@test "status and report need no write access" {
	command -v setpriv >/dev/null && [ "$(id -u)" = 0 ] || skip "only root can be somebody else"
	"$zhengli" run -o "$out" "$in" || [ $? -eq 1 ]
	chmod -R go=rX "$BATS_TEST_TMPDIR" "$BATS_RUN_TMPDIR"
	nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups)
	"${nobody[@]}" test -x "$zhengli" || skip "nobody else may reach the build"
	"${nobody[@]}" "$zhengli" status "$out" | grep -q "1 current"
	"${nobody[@]}" "$zhengli" report "$out" | jq -e '.documents.failed == 1'
	[ ! -e "$out/state.db-wal" ]
}

@test "a run that finds none of its sources stops, and so does one that would take them twice" {
	"$zhengli" run -o "$out" "$in" || [ $? -eq 1 ]
	run "$zhengli" run -o "$out" "$BATS_TEST_TMPDIR/in/.."
	[ "$status" -eq 3 ]
	[[ "$output" == *"in/2021/"*"below another INPUT"* ]]
	mv "$in/2021" "$BATS_TEST_TMPDIR/away"
	run "$zhengli" run -o "$out" "$in"
	[ "$status" -eq 3 ]
	[[ "$output" == *"none of the 2 sources"* ]]
	[ -f "$out/records/2021/good.docx.xml" ]
	"$zhengli" run --anyway -o "$out" "$in"
	[ "$("$zhengli" status --gone "$out" | wc -l)" -eq 2 ]
}

@test "--max-failures ends with status 3" {
	run "$zhengli" run --max-failures 1 -o "$out" "$in"
	[ "$status" -eq 3 ]
}

@test "a signal while folders are walked ends with status 3" {
	mkdir "$in/many"
	(cd "$in/many" && seq -f '%g.docx' 40000 | xargs touch)
	"$zhengli" run -o "$out" "$in" 2>"$BATS_TEST_TMPDIR/said" &
	sleep 0.1
	kill -HUP $!
	status=0
	wait $! || status=$?
	[ "$status" -eq 3 ]
}

@test "--metrics gives figures that a collector reads" {
	"$zhengli" run -q --metrics "$BATS_TEST_TMPDIR/zhengli.prom" -o "$out" "$in" || [ $? -eq 1 ]
	grep -q "^zhengli_last_run_exit_status{out=\"$out\"} 1$" "$BATS_TEST_TMPDIR/zhengli.prom"
	grep -q "^zhengli_documents{out=\"$out\",state=\"current\"} 1$" "$BATS_TEST_TMPDIR/zhengli.prom"
	! grep -vE '^(# (HELP|TYPE) )?zhengli_' "$BATS_TEST_TMPDIR/zhengli.prom" || false
	jq -e '.run.started < .run.finished' "$out/report.json"
}
