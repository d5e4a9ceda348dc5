namespace Regrant.Conformance.PowerShell;

/// <summary>What `powershell` says of one text: its errors, and each command's words in order.</summary>
internal sealed record PowerShellAnswer(
    string Id,
    IReadOnlyList<PowerShellProblem> Errors,
    IReadOnlyList<IReadOnlyList<string>> Commands);

/// <summary>An error of PowerShell's parser; `Line` is the text's.</summary>
internal sealed record PowerShellProblem(int Line, string Number, string Message);
