// regrant completion: prints what makes a shell complete commands and options. The words come from the program itself,
// and stand in the script, so that completing starts no process.
import type { Command } from 'commander';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { type Shell, shellCompletion } from '../shell-completion.ts';

/** Prints the script for a shell. */
export async function completionCommand(
  shell: Shell,
  _options: unknown,
  console: Console,
): Promise<ExitCode> {
  await console.print(await shellCompletion(shell));
  return EXIT.done;
}

/** The script that completes a program's commands, options and the choices of options, in a shell. */
export function completionScript(shell: Shell, program: Command): string {
  return WRITERS[shell](wordsOf(program));
}

/** What can stand after a command: its options, and after some of them a choice. */
interface CommandWords {
  readonly name: string;
  readonly options: readonly string[];
  readonly choices: readonly { readonly option: string; readonly words: readonly string[] }[];
}

function wordsOf(program: Command): readonly CommandWords[] {
  return program.commands.map((command) => ({
    name: command.name(),
    options: [...command.options.flatMap(({ long }) => long ?? []), '--help'],
    choices: command.options.flatMap(({ long, argChoices }) =>
      long && argChoices ? [{ option: long, words: argChoices }] : [],
    ),
  }));
}

const WRITERS: Readonly<Record<Shell, (commands: readonly CommandWords[]) => string>> = {
  bash: (commands) => `# Completion of regrant for bash.
_regrant() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${names(commands)} --help --version'
  else
    case "\${COMP_WORDS[1]} $previous" in
${commands.flatMap(({ name, choices }) => choices.map(({ option, words }) => `      '${name} ${option}') words='${words.join(' ')}' ;;\n`)).join('')}    esac
    if [ -z "$words" ] && [ "\${current#-}" != "$current" ]; then
      case "\${COMP_WORDS[1]}" in
${commands.map(({ name, options }) => `        ${name}) words='${options.join(' ')}' ;;\n`).join('')}      esac
    fi
  fi
  [ -n "$words" ] && mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -o default -F _regrant regrant
`,
  zsh: (commands) => `# Completion of regrant for zsh; after compinit.
_regrant() {
  if (( CURRENT == 2 )); then
    compadd -- ${names(commands)} --help --version
    return
  fi
  case "\${words[2]} \${words[CURRENT-1]}" in
${commands.flatMap(({ name, choices }) => choices.map(({ option, words }) => `    '${name} ${option}') compadd -- ${words.join(' ')}; return ;;\n`)).join('')}  esac
  if [[ \${words[CURRENT]} == -* ]]; then
    case "\${words[2]}" in
${commands.map(({ name, options }) => `      ${name}) compadd -- ${options.join(' ')} ;;\n`).join('')}    esac
  else
    _files
  fi
}
compdef _regrant regrant
`,
  powershell: (commands) => `# Completion of regrant for PowerShell.
Register-ArgumentCompleter -Native -CommandName regrant -ScriptBlock {
  param($current, $line, $position)
  $commands = @{
${commands.map(({ name, options }) => `    '${name}' = ${list(options)}\n`).join('')}  }
  $choices = @{
${commands.flatMap(({ name, choices }) => choices.map(({ option, words }) => `    '${name} ${option}' = ${list(words)}\n`)).join('')}  }
  $given = @($line.CommandElements | ForEach-Object { $_.ToString() })
  $before = if ($current) { $given[-2] } else { $given[-1] }
  $words = if ($given.Count -lt 2 -or ($given.Count -eq 2 -and $current)) { $commands.Keys | Sort-Object }
    elseif ($choices.ContainsKey("$($given[1]) $before")) { $choices["$($given[1]) $before"] }
    else { $commands[$given[1]] }
  $words | Where-Object { $_ -like "$current*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`,
};

function names(commands: readonly CommandWords[]): string {
  return commands.map(({ name }) => name).join(' ');
}

/** A list as PowerShell writes it. */
function list(words: readonly string[]): string {
  return `@(${words.map((word) => `'${word}'`).join(', ')})`;
}
