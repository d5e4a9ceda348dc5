namespace Regrant.Conformance.PowerShell;

/// <summary>A text to read as PowerShell.</summary>
internal sealed record PowerShellInput(string Id, string Text);
