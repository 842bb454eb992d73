#!/usr/bin/env bats
# What a hostile and careful tester tries around zhengli run, retry and merge: folders that are
# somebody's, names that no record can have, shards and workers that lie.

setup() {
	load ../setup.bash
	cd "$BATS_TEST_TMPDIR"
	mkdir in
	"$build/tests/generator/make" "$root/samples/reports/tasks.txt" in/tasks.docx
	"$build/tests/generator/make" "$root/samples/reports/inline.txt" in/inline.docx
}

# convert STATUS ARGUMENT...: a run that ends with this status.
convert() {
	local expected=$1
	shift
	run "$zhengli" run -o out "$@"
	echo "$output"
	[ "$status" -eq "$expected" ]
}

# tree FOLDER: all that is in it, with what of it shows a change. (Not ctime: SQLite sees to it that
# the log beside a state has the same owner.)
tree() {
	(cd "$1" && find . -printf '%p %y %s %m %T@\n' | sort && find . -type f -print0 | sort -z | xargs -0 -r sha256sum)
}

@test "a folder that is somebody's is not touched" {
	mkdir -p mine/tmp mine/failed
	cp in/*.docx mine
	echo precious | tee mine/tmp/1 mine/tmp/photo.jpg mine/lock mine/report.json mine/failed/tasks.docx.xml >/dev/null
	before=$(tree mine)
	for arguments in "run -o mine mine" "run -o mine in" "run -n -o mine in" "retry mine" "merge mine in" "merge new mine"; do
		run "$zhengli" $arguments
		echo "$arguments: $output"
		[ "$status" -eq 2 ]
		[ "$(tree mine)" = "$before" ]
	done
	rm mine/lock mine/report.json
	run "$zhengli" run -o mine in
	[ "$status" -eq 2 ]
	sqlite3 mine/state.db 'CREATE TABLE mine(x)' 2>/dev/null || python3 -c '
import sqlite3
sqlite3.connect("mine/state.db").execute("CREATE TABLE mine(x)")'
	before=$(tree mine)
	run "$zhengli" run -o mine in
	[ "$status" -eq 2 ]
	[ "$(tree mine)" = "$before" ]
}

@test "an OUT with foreign files in its tmp is not touched" {
	convert 0 in
	echo precious >out/tmp/letter.docx
	convert 2 in
	[ -f out/tmp/letter.docx ]
}

@test "OUT is no INPUT, INPUT is not in OUT, OUT in INPUT is passed over" {
	convert 0 in
	convert 2 out
	mkdir out/records/more
	convert 2 out/records/more
	cp -r in all
	run "$zhengli" run -o all/out all
	[ "$status" -eq 0 ]
	cp in/tasks.docx all/out/records/stray.docx
	run "$zhengli" run -o all/out all
	echo "$output"
	[ "$status" -eq 0 ]
	[[ "$output" == *"all/out: this is OUT; it is left out"* ]]
	[ ! -e all/out/records/out ]
}

@test "--dry-run writes nothing at all" {
	convert 0 in
	cp in/tasks.docx in/new.docx
	before=$(tree out)
	convert 0 -n in
	[[ "$output" == *"new      new.docx"* ]]
	[ "$(tree out)" = "$before" ]
	# Nor where a run was killed and its log has to be read.
	truncate -s -2 in/new.docx
	printf '\x0e\0ZL-FAULT:sleep' >>in/new.docx
	"$build/tests/fault/zhengli-faulty" run -o out in &
	until [ -s out/state.db-wal ]; do sleep 0.1; done
	sleep 0.3
	kill -9 $!
	wait $! || true
	before=$(tree out)
	convert 0 -n in
	[ "$(tree out)" = "$before" ]
}

@test "one name does not end the run: too long" {
	python3 -c '
import os
os.chdir("in")
for i in range(15):
	os.mkdir("d" * 255)
	os.chdir("d" * 255)
here = os.open(".", os.O_PATH)
home = os.path.join(os.environ["BATS_TEST_TMPDIR"], "in/tasks.docx")
for n in (100, 200, 236, 244, 250, 255):
	out = os.open("e" * (n - 5) + ".docx", os.O_WRONLY | os.O_CREAT, dir_fd=here)
	os.write(out, open(home, "rb").read())'
	convert 1 in
	[[ "$output" == *name-refused* ]]
	[ -e out/records/tasks.docx.xml ]
	failed=$(find out/failed -type f | wc -l)
	[ "$failed" -gt 0 ]
	convert 1 in
	[[ "$output" == *" 0 converted, 0 failed"* ]]
	run "$zhengli" retry out
	[ "$status" -eq 1 ]
	[ "$(find out/failed -type f | wc -l)" -eq "$failed" ]
	[ "$(find out/failed/~ -type f | wc -l)" -eq "$failed" ]
	rm -rf "$BATS_TEST_TMPDIR/in"
}

@test "one name does not end the run: a folder where a record stands, and the reverse" {
	mkdir in/inline.docx.xml
	mv in/tasks.docx in/inline.docx.xml
	mv in/inline.docx .
	convert 0 in
	mv in/inline.docx.xml/tasks.docx .
	rmdir in/inline.docx.xml
	cp inline.docx in
	cp tasks.docx in/good.docx
	convert 1 in
	[[ "$output" == *"inline.docx: name-refused"* ]]
	[ -e out/records/good.docx.xml ]
	[ -e out/records/inline.docx.xml/tasks.docx.xml ]
	convert 1 in
	[[ "$output" == *"0 converted, 0 failed"* ]]
	"$root/tests/fault/accounted" out || [ "$(find out/failed/~ -type f | wc -l)" -eq 1 ]
	rm -r out/records/inline.docx.xml
	"$zhengli" retry out
	[ -f out/records/inline.docx.xml ]
	[ ! -e out/failed/~ ]
	rm in/inline.docx
	mkdir in/inline.docx.xml
	cp inline.docx in/inline.docx.xml/tasks.docx
	convert 1 in
	[[ "$output" == *"inline.docx.xml/tasks.docx: name-refused"* ]]
	[ -f out/records/inline.docx.xml ]
}

@test "one name does not end the run: a folder where a failure is to go" {
	printf GIF89a >in/bad.docx
	mkdir -p in/bad.docx.xml
	printf GIF89a >in/bad.docx.xml/worse.docx
	mv in/bad.docx .
	convert 1 in
	rm -r in/bad.docx.xml
	mv bad.docx in
	mkdir -p out/failed/bad.docx.xml/x
	convert 1 in
	[[ "$output" == *"bad.docx: not-a-zip"* ]]
	[ "$(find out/failed/~ -type f | wc -l)" -eq 1 ]
	cp in/tasks.docx in/bad.docx
	convert 0 in
	[ ! -e out/failed/~ ]
}

@test "a link in OUT leads nowhere" {
	mkdir in/sub
	cp in/tasks.docx in/sub
	convert 0 in
	mkdir elsewhere
	rm -r out/records/sub
	ln -s ../../elsewhere out/records/sub
	cp in/inline.docx in/sub/tasks.docx
	convert 1 in
	[[ "$output" == *"sub/tasks.docx: name-refused"* ]]
	[ -z "$(ls elsewhere)" ]
	[ -z "$(find out/tmp -type f)" ]
}

@test "a long name and its cut form as a name have a record each" {
	local long
	long=$(printf '%0253d' 7)
	cp in/tasks.docx "in/$long"
	run "$zhengli" run -o out --include '*' in
	[ "$status" -eq 0 ]
	cut=$(cd out/records && ls | grep '~')
	cp in/inline.docx "in/${cut%.xml}"
	run "$zhengli" run -o out --include '*' in
	[ "$status" -eq 0 ]
	[ "$(ls out/records | grep -c '~')" -eq 2 ]
	"$root/tests/fault/accounted" out | grep -v '~' || true
}

@test "merge takes no name that leads out, nor anything that no run writes" {
	for k in 1 2; do
		"$zhengli" run --shard $k/2 -o shard$k in
	done
	[ -n "$(find shard1/records shard2/records -name '*.xml')" ]
	for change in "name = CAST('../../x' AS BLOB)" "name = CAST('a//b' AS BLOB)" "record = 'zz'" "code = 'none'" \
		"words = char(27) || '[2J'" "name = CAST('/etc/passwd' AS BLOB)"; do
		rm -rf bad merged
		cp -r shard1 bad
		[ -e bad/records ] || { rm -r bad; cp -r shard2 bad; other=shard1; }
		python3 -c '
import sqlite3, sys
state = sqlite3.connect("bad/state.db")
state.execute("DROP TRIGGER IF EXISTS documents_other")
state.execute("UPDATE documents SET %s WHERE rowid_name = 1" % sys.argv[1] if False else
	"UPDATE documents SET %s WHERE name = (SELECT min(name) FROM documents)" % sys.argv[1])
state.commit()' "$change"
		run "$zhengli" merge merged bad "${other:-shard2}"
		echo "$change: $output"
		[ "$status" -eq 3 ]
		[ ! -e x ]
		[ ! -e ../x ]
	done
	rm -rf bad merged
	# A kind of what was passed over that is none.
	cp -r shard1 bad
	python3 -c '
import sqlite3
state = sqlite3.connect("bad/state.db")
state.execute("INSERT INTO passed_over SELECT id, CAST(? AS BLOB), 1, 1, 1, 1, ?, 1 FROM roots LIMIT 1", ("x", "\x1b[2J"))
state.commit()'
	run "$zhengli" merge merged bad shard2
	echo "$output"
	[ "$status" -eq 3 ]
	[[ "$output" == *"bad: its state has what no run writes"* ]]
	rm -rf bad merged
	# A folder of records that is a link.
	cp -r shard1 bad
	[ -e bad/records ] || { rm -r bad; cp -r shard2 bad; other=shard1; }
	mv bad/records elsewhere
	ln -s ../elsewhere bad/records
	run "$zhengli" merge merged bad "${other:-shard2}"
	[ "$status" -eq 3 ]
}

@test "merge copies to another file system as to the same" {
	[ -d /dev/shm ] && [ "$(stat -c %d /dev/shm)" != "$(stat -c %d .)" ] || skip "there is no other file system"
	for k in 1 2; do
		"$zhengli" run --shard $k/2 -o shard$k in
	done
	merged=$(mktemp -d /dev/shm/zhengli-merge-XXXXXX)
	"$zhengli" merge "$merged" shard1 shard2
	"$root/tests/fault/accounted" "$merged"
	convert 0 in
	same "$merged/records" out/records
	rm -r "$merged"
}

@test "a worker that is killed from outside fails no document" {
	for file in in/*.docx; do
		truncate -s -2 "$file"
		printf '\x0c\0ZL-FAULT:nap' >>"$file"
	done
	"$build/tests/fault/zhengli-faulty" run -j 1 -o out in 2>log &
	leader=$!
	sleep 1
	for worker in $(ps -o pid= --ppid $leader 2>/dev/null || pgrep -P $leader); do
		# Not the process that waits for the disk: it is not shut in.
		! grep -q 'Seccomp:[[:space:]]*2' "/proc/$worker/status" || kill -9 "$worker"
	done
	wait $leader
	[ "$(find out/records -name '*.xml' | wc -l)" -eq 2 ]
	[ ! -e out/failed ]
}

@test "records are no more readable than --umask says" {
	convert 0 --umask 027 in
	[ "$(stat -c %a out/records/tasks.docx.xml)" = 640 ]
	[ "$(stat -c %a out/records)" = 750 ]
	convert 2 --umask 999 in
}

@test "a ceiling on the record" {
	convert 1 --limit record=500 in
	[[ "$output" == *"too-large"*"--limit record=500"* ]]
	convert 0 in
}

@test "what is said is plain text" {
	printf 'in/\033[2Jno\ne.docx\0' >list
	convert 1 -0 --files-from list
	[[ "$output" != *$'\033'* ]]
}

@test "explain and the stage programs are shut in" {
	command -v strace >/dev/null && strace -o /dev/null true || skip "strace cannot trace here"
	for command in "$zhengli explain in/tasks.docx" "$(stage unpack) in/tasks.docx"; do
		strace -o trace -e trace=seccomp,prctl,openat $command >/dev/null
		grep -q 'SECCOMP_SET_MODE_FILTER' trace || skip "this kernel has no sandbox"
		# Nothing is opened once it is entered.
		! sed '1,/SECCOMP_SET_MODE_FILTER, 0, {len/d' trace | grep -q openat || false
		run $command --sandbox=off
		[ "$status" -eq 0 ]
		run $command --sandbox=perhaps
		[ "$status" -eq 2 ]
	done
	"$(stage unpack)" in/tasks.docx >1
	"$(stage normalise)" 1 >2
	"$(stage extract)" 2 >3
	"$(stage emit)" 3 | head -c 5
}
