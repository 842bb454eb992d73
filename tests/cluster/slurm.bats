# zhengli-slurm on a cluster: whatever happens to it, what comes out is what one undisturbed run makes.

setup_file() {
	load slurm.bash
	missing=$(cluster_missing)
	[ -z "$missing" ] || skip "not installed: $(echo $missing)"
	[ "$(id -u)" = 0 ] || skip "only root may start these daemons"
	load ../setup.bash
	export work=$BATS_FILE_TMPDIR/work scratch=/dev/shm/zhengli-$$
	[ -d /dev/shm ] || scratch=$BATS_FILE_TMPDIR/scratch
	mkdir -p "$work/in/-x" "$work"/scratch
	samples "$work/in"
	"$build/tests/generator/make" -n 600 "$root/samples/reports/inline.txt" "$work/in/-x/many"
	cp "$work/in/inline.docx" "$work/in/-x/with a space"$'\n'"and more.docx"
	printf GIF89a | tee "$work/in/-x/bad.docx" "$work/in/~\$owner.docx" >"$work/in/picture"
	"$zhengli" run -q -o "$work/whole" "$work/in" 2>/dev/null || [ $? -eq 1 ]
	cluster_begin "$BATS_FILE_TMPDIR/cluster"
	export cluster
}

teardown_file() {
	load slurm.bash
	cluster_end
	rm -rf "$scratch"-one "$scratch"-two
}

setup() {
	load slurm.bash
	load ../setup.bash
	slurm=$root/pipeline/cluster/zhengli-slurm
	# zhengli, but slow as long as $work/slow is there: it stands still most of the time, and for good when it has
	# published something. And what fails.
	export ZHENGLI=$work/zhengli
	cat >"$ZHENGLI" <<-END
		#!/bin/bash
		[[ "\$*" != run*--shard=2/* ]] || [ ! -e "$work/fails" ] || { echo "this shard fails" >&2; exit 3; }
		[ "\$1" != run ] || [ ! -e "$work/slow" ] || (
			trap '' TERM
			for word; do [[ \$word != --output=* ]] || out=\${word#*=}; done
			until [ -e "\$out/state.db" ] || ! kill -0 \$\$; do sleep 0.01; done
			while [ -e "$work/slow" ] && kill -STOP \$\$; do
				sleep 0.25
				[ -z "\$(find "\$out/records" -name '*.xml' -print -quit)" ] || continue
				kill -CONT \$\$
				sleep 0.01
			done
			kill -CONT \$\$
		) 9>&- 2>/dev/null &
		exec "$zhengli" "\$@"
	END
	chmod +x "$ZHENGLI"
	cd "$work"
	out=$work/out
}

teardown() {
	rm -f "$work/slow" "$work/fails"
	[ -z "${waiting-}" ] || kill "$waiting" 2>/dev/null || true
	scancel --user=root 2>/dev/null || true
	cluster_until 20 nothing_queued
	[ -n "$BATS_TEST_COMPLETED" ] || { "$slurm" status "$out"; tail -n 5 "$out.shards"/log/*; tail -n 20 "$cluster/slurmctld.log"; }
	rm -rf "$work/out" "$work/out.shards" "$scratch"-*/zhengli-*
}

nothing_queued() {
	[ -z "$(squeue -h)" ]
}

# submit OPTION...: with four shards, each node with a disk of its own.
submit() {
	"$slurm" submit --shards 4 --scratch "$scratch-\$SLURMD_NODENAME" -o "$out" "$@" in
}

# ended: it ends with the status of one run, and published what that publishes, to the byte; so says its report.
ended() {
	run "$slurm" wait --interval 1 "$out"
	echo "$output"
	[ "$status" -eq 1 ]
	same whole/records "$out/records"
	same whole/failed "$out/failed"
	diff <(report whole) <(report "$out")
	[ "$("$zhengli" status --failed "$out")" = "$("$zhengli" status --failed whole)" ]
	# Nothing is left of the work on the nodes.
	[ -z "$(find "$scratch"-* -mindepth 1)" ]
	[ -z "$(ls -A "$out.shards/part")" ]
}

# report OUT: but for how it was made, and when.
report() {
	jq 'del(.run.command, .run.arguments, .run.started, .run.finished, .run.workers)' "$1/report.json"
}

# at_work NODE: a task on the node has published something in its scratch folder, and is not done.
at_work() {
	[ -n "$(find "$scratch-$1" -path '*/records/*' -name '*.xml' -print -quit 2>/dev/null)" ]
}

# task_on NODE: the number of the task there.
task_on() {
	squeue -h -r -w "$1" -t running -o %K
}

@test "an undisturbed run, OUT below a folder with a space" {
	mkdir -p "a % \\ folder"
	cd "a % \\ folder"
	run "$slurm" submit -s 3 --scratch "$work/scratch" -o "-out" -- ../in
	echo "$output"
	[ "$status" -eq 0 ]
	cd ..
	out="a % \\ folder/-out"
	scratch=$work/scratch ended
	run "$slurm" status "$out"
	[[ "$output" == *"3 of 3 shards done"*"ended with exit status 1"* ]]
	run "$slurm" submit -s 3 -o "$out" in
	[ "$status" -eq 2 ]
	[[ "$output" == *"it is complete"* ]]
	run "$zhengli" run -o "$out" in
	[[ "$output" == *" 0 converted"* ]]
}

@test "a node dies in mid-run" {
	touch slow
	submit
	cluster_until 20 at_work two
	task=$(task_on two)
	cluster_kill_node two
	rm -rf "$scratch-two" slow
	ended
	grep "attempt 2, on one" "out.shards/log/$task"
	cluster_node two
	cluster_until 20 cluster_is_idle
}

@test "one task is queued again by hand, the time of another is nearly up" {
	touch slow
	submit
	cluster_until 20 at_work one
	cluster_until 20 at_work two
	one=$(task_on one) two=$(task_on two)
	scontrol requeue "$(squeue -h -r -w one -t running -o %F)_$one"
	# As Slurm does before the time is up: to the shell that is its step daemon's only child.
	kill -USR1 "$(cluster_processes two | sed -n 3p)"
	cluster_until 10 grep -q stopping "out.shards/log/$one"
	rm slow
	ended
	grep "what is done of shard $one is kept" "out.shards/log/$one"
	grep "queued again" "out.shards/log/$two"
	grep "going on from" "out.shards/log/$one"
	grep "going on from" "out.shards/log/$two"
}

@test "one task is killed, the others are cancelled, and it is submitted again" {
	touch slow
	submit
	run "$slurm" submit -o "$out" in
	[ "$status" -eq 75 ]
	cluster_until 20 at_work one
	kill -KILL $(cluster_processes one | tail -n +3)
	cluster_until 20 at_work two
	"$slurm" cancel "$out"
	rm slow
	run "$slurm" wait --interval 1 "$out"
	[ "$status" -eq 3 ]
	submit
	ended
}

@test "a shard fails for good, then the merge; what is done is not done again" {
	touch fails
	submit
	run "$slurm" wait --interval 1 "$out"
	echo "$output"
	[ "$status" -eq 3 ]
	[[ "$output" == *"not done: shards 2 of 4"* ]]
	[ ! -e "$out" ]
	run "$slurm" status "$out"
	[[ "$output" == *"2  not done  "*"zhengli ended with 3"* ]]
	run "$slurm" submit --shards 5 -o "$out" in
	[ "$status" -eq 2 ]
	rm fails
	mkdir out
	echo mine >out/mine
	run submit
	[[ "$output" == *"1 of 4 shards submitted"* ]]
	run "$slurm" wait --interval 1 "$out"
	[ "$status" -eq 2 ]
	[ "$(ls out)" = mine ]
	rm out/mine
	run submit
	[[ "$output" == *"0 of 4 shards submitted"* ]]
	ended
}

@test "no documents, and more shards than documents" {
	mkdir none
	"$slurm" submit -s 2 --scratch "$work/scratch" -o "$out" --wait none
	[ "$(jq .run.found out/report.json)" -eq 0 ]
	rm -rf out out.shards
	cp in/inline.docx none
	"$slurm" submit -s 4 --scratch "$work/scratch" -o "$out" none/inline.docx
	"$slurm" wait --interval 1 "$out"
	"$zhengli" run -q -o one none
	same one/records out/records
}

@test "what cannot be meant is refused" {
	local refused=("-o in/out in" "-o out nowhere" "-o out" "in" "-o whole in" "-s 0 -o out in" "-s x -o out in"
		"--run=--shard=1/2 -o out in" "--run=-n -o out in" "--nothing -o out in" "-o in in")
	for words in "${refused[@]}"; do
		run "$slurm" submit $words
		echo "$words: $status $output"
		[ "$status" -eq 2 ]
	done
	run "$slurm" status "$out"
	[ "$status" -eq 2 ]
	[ ! -e out.shards ]
	run "$slurm" submit --dry-run --at-once 2 --partition=all --run=--kinds=docx -o out in
	[ "$status" -eq 0 ]
	[[ "$output" == *"--array=1-32%2"* ]]
	[ ! -e out.shards ]
	run "$slurm" submit -s 5000 -o out in
	[ "$status" -eq 3 ]
	[[ "$output" == *"--shards may be 1000 at most"* ]]
}

@test "the controller ends and comes again in mid-run" {
	touch slow
	submit
	cluster_until 20 at_work one
	"$slurm" wait --interval 1 "$out" 2>waited 3>&- &
	waiting=$!
	cluster_end_controller
	cluster_until 20 grep -q "still waiting" waited
	cluster_controller
	rm slow
	ended
	wait "$waiting" && status=0 || status=$?
	[ "$status" -eq 1 ]
}
