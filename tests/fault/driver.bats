#!/usr/bin/env bats
# What zhengli run, retry, status, report and merge do, as an operator sees it.

setup() {
	load ../setup.bash
	cd "$BATS_TEST_TMPDIR"
	samples in
	rm in/truncated.docx
	mkdir in/sub
	mv in/inline.docx in/sub
	out=out
}

# convert STATUS ARGUMENT...: a run that ends with this status.  What changed in the 20 ms before it
# was read is read again by the next run, so nothing is that fresh.
convert() {
	local expected=$1
	shift
	sleep 0.05
	run "$zhengli" run -o "$out" "$@"
	echo "$output"
	[ "$status" -eq "$expected" ]
}

# json PATH: a value of report.json, such as run.converted.
json() {
	python3 -c '
import functools, json, sys
print(functools.reduce(lambda v, k: v[k], sys.argv[1].split("."), json.load(open("out/report.json"))))' "$1"
}

@test "a source is converted when it is new or changed, and only then" {
	convert 0 in
	[ "$(json run.converted)" -eq 5 ] || [ "$(json run.converted)" -eq "$(find in -name '*.docx' | wc -l)" ]
	[ -f out/records/sub/inline.docx.xml ]
	convert 0 in
	[ "$(json run.unchanged)" -eq "$(json run.found)" ]
	cp in/labelled.docx in/new.docx
	cp in/tasks.docx in/survey.docx
	touch in/ledger.docx
	convert 0 in
	[ "$(json run.converted)" -eq 2 ]
	[ "$(json run.same)" -eq 1 ]
	convert 0 in
	[ "$(json run.unchanged)" -eq "$(json run.found)" ]
}

@test "a document that fails takes its old record with it, and the other way round" {
	convert 0 in
	cp in/tasks.docx keep
	head -c 300 keep >in/tasks.docx
	convert 1 in
	[ ! -e out/records/tasks.docx.xml ]
	[ "$(code out/failed/tasks.docx.xml)" = truncated ]
	[ "$(json codes.truncated)" -eq 1 ]
	convert 1 in
	[ "$(json run.unchanged)" -eq "$(json run.found)" ]
	cp keep in/tasks.docx
	convert 0 in
	[ -e out/records/tasks.docx.xml ]
	[ ! -e out/failed/tasks.docx.xml ]
}

@test "a source that cannot be read keeps its record, and is tried again" {
	convert 0 in
	rm in/tasks.docx
	mkfifo in/tasks.docx
	cp -r in/labelled.docx in/now.docx
	convert 1 in/tasks.docx
	[ "$(code out/failed/tasks.docx.xml)" = unreadable ]
	[ -e out/records/tasks.docx.xml ]
	rm in/tasks.docx
	cp in/now.docx in/tasks.docx
	convert 0 in
	[ ! -e out/failed/tasks.docx.xml ]
}

@test "a source that changes while it is read fails, and keeps its record" {
	convert 0 in
	# A worker that sleeps over the document until its time is up.
	truncate -s -2 in/tasks.docx
	printf '\x0e\0ZL-FAULT:sleep' >>in/tasks.docx
	"$build/tests/fault/zhengli-faulty" run --timeout 2 -o out in 2>log &
	sleep 1
	echo >>in/tasks.docx
	wait $! && false
	[ "$(code out/failed/tasks.docx.xml)" = changed-while-reading ]
	[ -e out/records/tasks.docx.xml ]
}

@test "a source that is gone is marked, its record kept, its failure not" {
	printf GIF89a >in/bad.docx
	convert 1 in
	rm in/bad.docx in/tasks.docx
	convert 0 in
	[ "$(json run.missing)" -eq 2 ]
	[ "$(json documents.missing)" -eq 2 ]
	[ -e out/records/tasks.docx.xml ]
	[ ! -e out/failed/bad.docx.xml ]
	convert 0 --exclude sub in
	[ "$(json run.missing)" -eq 0 ]
}

@test "names of any bytes" {
	local name=$'in/a\nb \xff%\\"\'.docx'
	mv in/tasks.docx "$name"
	convert 0 --log log in
	[ -e $'out/records/a\nb \xff%\\"\'.docx.xml' ]
	python3 -c '
import json
lines = [json.loads(line) for line in open("log")]
assert any(line.get("path") == "a%0Ab %FF%25\\\"\x27.docx" for line in lines), lines
json.load(open("out/report.json"))'
	rm -r out
	find in -name '*.docx' -print0 >list
	convert 0 -0 --files-from list
	[ -e $'out/records/in/a\nb \xff%\\"\'.docx.xml' ]
}

@test "lists: what is not there is told, the rest is done; .. has no place" {
	printf '%s\n' in/tasks.docx in/none.docx "$PWD/in/ledger.docx" in/sub >list
	convert 1 --files-from list
	[[ "$output" == *"in/none.docx: No such file"* ]]
	[ -e out/records/in/tasks.docx.xml ]
	[ -e "out/records$PWD/in/ledger.docx.xml" ]
	[ -e out/records/in/sub/inline.docx.xml ]
	echo in/../in/tasks.docx >list
	convert 2 --files-from list
}

@test "two sources of one name are an error before any work" {
	mkdir other
	cp in/tasks.docx other
	convert 2 in other
	[[ "$output" == *"would have one record"* ]]
	[ ! -e out/records ]
	convert 0 in in in/tasks.docx
	convert 2 other
	mkdir in/tasks.docx.xml
	cp in/ledger.docx in/tasks.docx.xml
	convert 2 in
	[[ "$output" == *"needs a folder"* ]]
}

@test "other rules convert everything, other limits only what failed" {
	printf GIF89a >in/bad.docx
	convert 1 in
	convert 1 --limit depth=200 in
	[ "$(json run.failed)" -eq 1 ]
	[ "$(json run.converted)" -eq 0 ]
	convert 1 --changes 7 in
	[ "$(json run.unchanged)" -eq 0 ]
	run "$zhengli" status out
	[[ "$output" == *"1 not-a-zip: "* ]]
}

@test "--verify finds a changed record" {
	convert 0 in
	echo >>out/records/tasks.docx.xml
	convert 0 in
	[ "$(json run.converted)" -eq 0 ]
	convert 0 --verify in
	[ "$(json run.converted)" -eq 1 ]
	xmllint --noout out/records/tasks.docx.xml
}

@test "--verify finds a failure that is gone or damaged" {
	printf GIF89a >in/bad.docx
	printf GIF89a >in/worse.docx
	convert 1 in
	cp -r out/failed failed
	rm out/failed/bad.docx.xml
	truncate -s -3 out/failed/worse.docx.xml
	convert 1 in
	[ "$(json run.failed)" -eq 0 ]
	convert 1 --verify in
	[ "$(json run.failed)" -eq 2 ]
	same failed out/failed
	convert 1 --verify in
	[ "$(json run.failed)" -eq 0 ]
}

@test "--dry-run says what would be done and does nothing" {
	convert 0 -n in
	[[ "$output" == *"new      sub/inline.docx"* ]]
	[ ! -e out ]
	convert 0 in
	before=$(sha256sum out/state.db out/report.json)
	cp in/tasks.docx in/ledger.docx
	convert 0 -n in
	[[ "$output" == *"changed  ledger.docx"* ]]
	[ "$(sha256sum out/state.db out/report.json)" = "$before" ]
}

@test "--max-failures and --fail-fast stop a run, the next goes on" {
	for i in 1 2 3 4 5 6 7 8; do printf GIF89a >in/a$i.docx; done
	convert 3 -j 1 --fail-fast in
	[ "$(json run.remaining)" -gt 0 ]
	convert 1 in
	[ "$(json run.remaining)" -eq 0 ]
	[ "$(json documents.failed)" -eq 8 ]
}

@test "retry converts failures again, by code if so asked" {
	printf GIF89a >in/bad.docx
	convert 1 --limit paragraphs=5 in
	failed=$(json documents.failed)
	[ "$failed" -gt 1 ]
	run "$zhengli" retry --code not-a-zip out
	[ "$status" -eq 1 ]
	[ "$(json run.failed)" -eq 1 ]
	run "$zhengli" retry out
	[ "$status" -eq 1 ]
	[ "$(json documents.failed)" -eq 1 ]
	[ "$(json run.converted)" -eq $((failed - 1)) ]
	"$zhengli" report out >report
	diff report out/report.json
}

@test "merge wants every shard, once, of one kind" {
	for k in 1 2 3; do
		out=shard$k
		convert 0 --shard $k/3 in
	done
	out=out
	convert 0 in
	run "$zhengli" merge merged shard1 shard2
	[ "$status" -eq 3 ]
	[[ "$output" == *"shard 3 of 3 is not given"* ]]
	rm -r merged
	run "$zhengli" merge merged shard1 shard2 shard2
	[ "$status" -eq 3 ] || [ "$status" -eq 75 ]
	rm -r merged
	"$zhengli" merge merged shard3 shard1 shard2
	same merged/records out/records
	run "$zhengli" run -o merged in
	[ "$status" -eq 0 ]
	[[ "$output" == *"0 converted"* ]]
	convert 2 --shard 1/3 in
}

@test "the report of a merge is that of one run" {
	printf GIF89a | tee in/bad.docx in/picture 'in/~$owner.docx' in/b.gif >in/a.gif
	ln -s nowhere in/link
	for k in 1 2 3; do
		run "$zhengli" run --shard $k/3 -o shard$k in
		[ "$status" -le 1 ]
	done
	convert 1 in
	run "$zhengli" merge merged shard1 shard2 shard3
	[ "$status" -eq 1 ]
	# How it was made, and when, is another's.
	for each in out merged; do
		jq 'del(.run.command, .run.arguments, .run.started, .run.finished, .run.workers)' $each/report.json >$each.json
		"$zhengli" status --passed-over $each >$each.passed
	done
	diff out.json merged.json
	diff out.passed merged.passed
	[ "$(jq .run.others out.json)" -eq 3 ]
	[ "$(jq '.run."owner-files"' out.json)" -eq 1 ]
	"$zhengli" acknowledge --all shard1
	"$zhengli" acknowledge --all shard2
	"$zhengli" acknowledge --all shard3
	"$zhengli" merge known shard1 shard2 shard3
}

@test "a merge of more shards than descriptors may be open at first" {
	for k in $(seq 24); do
		"$zhengli" run -q -j 1 --shard $k/24 -o shard$k in
	done
	(ulimit -S -n 32 && "$zhengli" merge merged shard*)
	convert 0 in
	same merged/records out/records
}

@test "what is no OUT, and what is damaged, is said to be so" {
	run "$zhengli" status nowhere
	[ "$status" -eq 3 ]
	convert 0 in
	run "$zhengli" merge out out
	[ "$status" -ne 0 ]
	cp -r out damaged
	dd if=/dev/urandom of=out/state.db bs=4096 seek=1 count=20 conv=notrunc 2>/dev/null
	convert 3 in
	[[ "$output" == *"move OUT away"* ]]
	head -c 4096 /dev/urandom >out/state.db
	convert 2 in
	[[ "$output" == *"not zhengli's, or is damaged"* ]]
	rm -r out
	convert 0 in
}

@test "the sandbox may be left out, and the summary says so" {
	convert 0 --sandbox=off in
	[[ "$output" == *"sandbox off"* ]]
	rm -r out
	convert 0 --sandbox=require in
	[[ "$output" == *"sandbox on"* ]]
}
