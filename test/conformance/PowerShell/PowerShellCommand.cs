// `powershell`: whether a text parses as PowerShell, and the words of each command in it.
using System.Management.Automation.Language;

namespace Regrant.Conformance.PowerShell;

internal static class PowerShellCommand
{
    public static PowerShellAnswer Answer(PowerShellInput input)
    {
        var tree = Parser.ParseInput(input.Text, out _, out var errors);
        var commands = tree.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>();
        return new PowerShellAnswer(
            input.Id,
            [.. errors.Select(error => new PowerShellProblem(error.Extent.StartLineNumber, error.ErrorId, error.Message))],
            [.. commands.Select(WordsOf)]);
    }

    /// <summary>What the command is given: texts as they are without their quotes, all else as it is written.</summary>
    private static IReadOnlyList<string> WordsOf(CommandAst command) =>
        [.. command.CommandElements.Select(word => word is StringConstantExpressionAst text ? text.Value : word.Extent.Text)];
}
