namespace Regrant.Conformance.Reading;

/// <summary>One script to read: its text, or the path of a UTF-8 or UTF-16 file.</summary>
internal sealed record ScriptInput
{
    public required string Id { get; init; }
    public string? Path { get; init; }
    public string? Text { get; init; }

    /// <summary>Years (2012) or parser numbers (110); every version when left out. `facts` uses the last.</summary>
    public IReadOnlyList<int>? Versions { get; init; }

    /// <summary>QUOTED_IDENTIFIER as the script starts: on in most clients, off in sqlcmd without -I.</summary>
    public bool QuotedIdentifiers { get; init; } = true;

    /// <summary>Splits at every line that is GO and nothing else, wherever it stands, as simple runners do.</summary>
    public bool PlainSplit { get; init; }

    public string ReadText() => Text ?? File.ReadAllText(Path ?? throw new InvalidDataException($"{Id}: neither path nor text."));
}
