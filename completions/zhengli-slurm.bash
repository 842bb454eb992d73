# bash completion of zhengli-slurm(1), made by completions/make.
_zhengli-slurm() {
	local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]-} options=
	if [ "$COMP_CWORD" -eq 1 ]; then
		COMPREPLY=($(compgen -W "submit status wait cancel help --help --version" -- "$word"))
		return
	fi
	case $command in
	submit) options='--at-once -c --cpus -n --dry-run --grace -h --help --mem -o --output -p --partition --run --sbatch --scratch -s --shards -t --time --wait' ;;
	status) options='-h --help' ;;
	wait) options='-h --help --interval' ;;
	cancel) options='-h --help' ;;
	help) options='submit status wait cancel' ;;
	esac
	if [[ $word == -* || $command == help ]]; then
		COMPREPLY=($(compgen -W "$options" -- "$word"))
	else
		compopt -o filenames 2>/dev/null
		COMPREPLY=($(compgen -f -- "$word"))
	fi
}
complete -F _zhengli-slurm zhengli-slurm
