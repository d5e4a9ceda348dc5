namespace Regrant.Conformance.Reading;

/// <summary>An error of the parser, or of this tool (number 0): a text that no parser can take, such as one with GO.</summary>
internal sealed record Problem
{
    /// <summary>Line of the script.</summary>
    public required int Line { get; init; }
    public required IReadOnlyList<Step> Path { get; init; }

    /// <summary>Line and column in the innermost text; the script itself where the path is empty.</summary>
    public required int TextLine { get; init; }
    public required int Column { get; init; }
    public required int Number { get; init; }
    public required string Message { get; init; }

    /// <summary>The start of the innermost text, where there is one.</summary>
    public string? Text { get; init; }
}
