# What docs/cluster.md says to do by hand, as it stands there.

setup() {
	load ../setup.bash
	cd "$BATS_TEST_TMPDIR"
	export PATH=$build/pipeline:$PATH TMPDIR=$BATS_TEST_TMPDIR/scratch
	export INPUT=$PWD/in SHARDS=$PWD/shards OUT=$PWD/out N=5
	mkdir scratch
	samples in
	zhengli run -q -o whole in 2>/dev/null || [ $? -eq 1 ]
	block shard >shard
	chmod +x shard
}

# block NAME: the lines of the page between ``` of that name.
block() {
	awk -v begin="\`\`\`sh $1" '$0 == begin { on = 1; next } $0 == "```" { on = 0 } on' "$root/docs/cluster.md"
}

report() {
	jq 'del(.run.command, .run.arguments, .run.started, .run.finished, .run.workers)' "$1/report.json"
}

published() {
	same whole/records out/records
	same whole/failed out/failed
	diff <(report whole) <(report out)
	[ -z "$(ls -A scratch)" ]
	[ "$(ls -A "$SHARDS" | wc -l)" -eq "$N" ]
}

@test "a shard that fails is done again by GNU parallel, and the merge has the exit status of one run" {
	command -v parallel >/dev/null || skip "GNU parallel is not installed"
	# The first attempt at shard 2 dies.
	mkdir bin
	printf '#!/bin/sh\n[ "$3" != 2/5 ] || [ -e once ] || { touch once; kill -9 $PPID; }\nexec "%s" "$@"\n' "$zhengli" >bin/zhengli
	chmod +x bin/zhengli
	export PATH=$PWD/bin:$PATH
	run bash -c "$(block parallel)"
	echo "$output"
	[ "$status" -eq 1 ]
	[ -e once ]
	rm -rf scratch/*
	published
}

@test "an indexed job of Kubernetes" {
	command=$(sed -n 's,^ *- exec /usr/local/bin/\(shard .*\) 16$,./\1 $N,p' "$root/docs/cluster.md")
	[ -n "$command" ]
	for JOB_COMPLETION_INDEX in 0 1 2 3 4; do
		export JOB_COMPLETION_INDEX
		sh -c "$command"
	done
	# A pod that is begun a second time.
	JOB_COMPLETION_INDEX=3 sh -c "$command"
	run bash -c "$(block merge)"
	[ "$status" -eq 1 ]
	published
}
