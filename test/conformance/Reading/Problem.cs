namespace Regrant.Conformance.Reading;

/// <summary>An error of the parser, or of this tool (number 0): a text that no parser can take, such as one with GO.</summary>
internal sealed record Problem
{
    /// <summary>Line of the script.</summary>
    public required int Line { get; init; }
    public required IReadOnlyList<Step> Path { get; init; }

    /// <summary>Line in the innermost text; the script's own where the path is empty.</summary>
    public required int TextLine { get; init; }

    /// <summary>The whole line that the error stands in.</summary>
    public required string Source { get; init; }

    /// <summary>Where in that line, from 1, in UTF-16 units.</summary>
    public required int Column { get; init; }
    public required int Number { get; init; }
    public required string Message { get; init; }
}
