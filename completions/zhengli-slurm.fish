# fish completion of zhengli-slurm(1), made by completions/make.
complete -c zhengli-slurm -n __fish_use_subcommand -f -a submit -d 'run as an array job of shards, then merge'
complete -c zhengli-slurm -n '__fish_seen_subcommand_from submit' -l at-once -r
complete -c zhengli-slurm -n '__fish_seen_subcommand_from submit' -s c -l cpus -r
complete -c zhengli-slurm -n '__fish_seen_subcommand_from submit' -s n -l dry-run
complete -c zhengli-slurm -n '__fish_seen_subcommand_from submit' -l grace -r
complete -c zhengli-slurm -n '__fish_seen_subcommand_from submit' -s h -l help
complete -c zhengli-slurm -n '__fish_seen_subcommand_from submit' -l mem -r
complete -c zhengli-slurm -n '__fish_seen_subcommand_from submit' -s o -l output -r
complete -c zhengli-slurm -n '__fish_seen_subcommand_from submit' -s p -l partition -r
complete -c zhengli-slurm -n '__fish_seen_subcommand_from submit' -l run -r
complete -c zhengli-slurm -n '__fish_seen_subcommand_from submit' -l sbatch -r
complete -c zhengli-slurm -n '__fish_seen_subcommand_from submit' -l scratch -r
complete -c zhengli-slurm -n '__fish_seen_subcommand_from submit' -s s -l shards -r
complete -c zhengli-slurm -n '__fish_seen_subcommand_from submit' -s t -l time -r
complete -c zhengli-slurm -n '__fish_seen_subcommand_from submit' -l wait
complete -c zhengli-slurm -n __fish_use_subcommand -f -a status -d 'what became of each shard so far'
complete -c zhengli-slurm -n '__fish_seen_subcommand_from status' -s h -l help
complete -c zhengli-slurm -n __fish_use_subcommand -f -a wait -d 'wait for the end; the exit status is that of one run'
complete -c zhengli-slurm -n '__fish_seen_subcommand_from wait' -s h -l help
complete -c zhengli-slurm -n '__fish_seen_subcommand_from wait' -l interval -r
complete -c zhengli-slurm -n __fish_use_subcommand -f -a cancel -d 'stop it; submit it again to go on'
complete -c zhengli-slurm -n '__fish_seen_subcommand_from cancel' -s h -l help
complete -c zhengli-slurm -n __fish_use_subcommand -f -a help
