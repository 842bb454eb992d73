# slurm.bash: a cluster on loopback for the tests here: munged, slurmctld and two slurmd, started by hand, each with
# folders, key, sockets and ports of its own below $cluster; nothing of the machine's own Slurm is touched.
# Everything is killed by cluster_end, which the caller has to call at its end. 3 is closed: bats waits for it.

# cluster_missing: names what the cluster needs and is not there; empty when all is.
cluster_missing() {
	local program
	for program in munged mungekey slurmctld slurmd sbatch squeue scontrol scancel ss; do
		PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || echo "$program"
	done
}

# A port nobody listens on, above those given already.
cluster_port() {
	port=$((${port:-$((20000 + $$ % 20000))} + 1))
	while [ -n "$(ss -Hltn "sport = :$port")" ]; do
		port=$((port + 1))
	done
}

# cluster_begin FOLDER: makes the cluster below FOLDER and waits until both nodes are idle.
cluster_begin() {
	cluster=$1
	export PATH=$PATH:/usr/sbin
	export SLURM_CONF=$cluster/slurm.conf
	unset "${!SBATCH_@}"
	mkdir -p "$cluster"/{munge,state,spool-one,spool-two}
	chmod 755 "$cluster" "$cluster/munge"
	cluster_configure
	mungekey --create --keyfile "$cluster/munge/key"
	munged --force --key-file "$cluster/munge/key" --socket "$cluster/munge/socket" --pid-file "$cluster/munge/pid" \
		--log-file "$cluster/munge/log" --seed-file "$cluster/munge/seed" --num-threads 2 3>&-
	cluster_controller
	cluster_node one
	cluster_node two
	cluster_until 30 cluster_is_idle
}

# What is not the default: short times, so that a dead node is noticed and its task begun again within seconds.
cluster_configure() {
	local controller one two
	cluster_port; controller=$port
	cluster_port; one=$port
	cluster_port; two=$port
	cat >"$SLURM_CONF" <<-END
		ClusterName=zhengli
		SlurmctldHost=$(hostname -s)(127.0.0.1)
		SlurmUser=root
		SlurmctldPort=$controller
		SlurmctldPidFile=$cluster/slurmctld.pid
		SlurmctldLogFile=$cluster/slurmctld.log
		SlurmdPidFile=$cluster/slurmd-%n.pid
		SlurmdLogFile=$cluster/slurmd-%n.log
		SlurmdSpoolDir=$cluster/spool-%n
		StateSaveLocation=$cluster/state
		AuthType=auth/munge
		CredType=cred/munge
		AuthInfo=socket=$cluster/munge/socket,cred_expire=5
		ProctrackType=proctrack/linuxproc
		TaskPlugin=task/none
		MpiDefault=none
		JobAcctGatherType=jobacct_gather/none
		AccountingStorageType=accounting_storage/none
		SelectType=select/cons_tres
		SelectTypeParameters=CR_Core
		SchedulerType=sched/builtin
		SchedulerParameters=batch_sched_delay=0,sched_min_interval=100000,sched_interval=1
		SlurmctldParameters=idle_on_node_suspend
		ReturnToService=2
		SlurmdTimeout=3
		SlurmctldTimeout=10
		MessageTimeout=2
		KillWait=10
		MinJobAge=300
		NodeName=one NodeAddr=127.0.0.1 NodeHostname=$(hostname -s) Port=$one CPUs=1 RealMemory=100
		NodeName=two NodeAddr=127.0.0.1 NodeHostname=$(hostname -s) Port=$two CPUs=1 RealMemory=100
		PartitionName=all Nodes=one,two Default=YES MaxTime=60 OverSubscribe=NO
	END
}

# The daemons run before their pid files are there, and leave those behind when they are killed.
cluster_controller() {
	slurmctld -D </dev/null >>"$cluster/slurmctld.out" 2>&1 3>&- &
	echo $! >"$cluster/controller"
}

cluster_node() {
	slurmd -D -N "$1" </dev/null >>"$cluster/slurmd-$1.out" 2>&1 3>&- &
	echo $! >"$cluster/node-$1"
}

cluster_is_idle() {
	[ "$(sinfo -h -o '%D %T' 2>/dev/null)" = "2 idle" ]
}

# cluster_until SECONDS COMMAND...: waits for the command to succeed.
cluster_until() {
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		[ "$SECONDS" -lt "$end" ] || { echo "waited in vain for: $*" >&2; return 1; }
		sleep 0.1
	done
}

# cluster_processes NODE: slurmd, the step daemons that it started, and what these started in turn.
cluster_processes() {
	local process
	cat "$cluster/node-$1"
	for process in $(pgrep -x slurmstepd || true); do
		# A step daemon has left its slurmd, and has its log open.
		! ls -l "/proc/$process/fd" 2>/dev/null | grep -qF "$cluster/slurmd-$1.log" || cluster_below "$process"
	done
}

cluster_below() {
	local child
	echo "$1"
	for child in $(pgrep -P "$1" || true); do
		cluster_below "$child"
	done
}

# cluster_kill_node NODE: as if its power went.
cluster_kill_node() {
	kill -STOP $(cluster_processes "$1")
	kill -KILL $(cluster_processes "$1")
}

# It notes what it knows and is gone; killed, it forgets what it has not noted yet, which is Slurm's own affair.
cluster_end_controller() {
	kill "$(cat "$cluster/controller")"
	cluster_until 10 cluster_has_no_controller
}

cluster_has_no_controller() {
	! kill -0 "$(cat "$cluster/controller")" 2>/dev/null
}

cluster_end() {
	[ -n "${cluster-}" ] || return 0
	kill -KILL $(cluster_below "$(cat "$cluster/controller")") $(cat "$cluster/munge/pid") $(cluster_processes one) $(cluster_processes two) 2>/dev/null
	return 0
}
