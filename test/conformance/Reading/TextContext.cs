namespace Regrant.Conformance.Reading;

/// <summary>
/// Where a text is: the way down to it, the guards above it, the database it starts in. The script itself (or a
/// piece of it) has the lines before it; a text inside has the line of the script that has it run.
/// </summary>
internal sealed record TextContext(
    IReadOnlyList<Step> Path, IReadOnlyList<string> Guards, string? Database, int LinesBefore, int? CalledAt)
{
    public static TextContext OfScript(string? database, int linesBefore) => new([], [], database, linesBefore, null);

    public bool IsInside => CalledAt is not null;

    /// <summary>The line of the script for a line of this text.</summary>
    public int ScriptLine(int line) => CalledAt ?? line + LinesBefore;

    /// <summary>The line of the innermost text, the script's own where this is it.</summary>
    public int LineHere(int line) => IsInside ? line : line + LinesBefore;

    public Problem Problem(SourcePosition position, int number, string message) => new()
    {
        Line = ScriptLine(position.Line),
        Path = Path,
        TextLine = LineHere(position.Line),
        Source = position.Source,
        Column = position.Column,
        Number = number,
        Message = message,
    };
}
