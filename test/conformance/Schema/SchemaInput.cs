namespace Regrant.Conformance.Schema;

/// <summary>A schema to read: a folder or file of .sql, or a text.</summary>
internal sealed record SchemaInput
{
    public required string Id { get; init; }

    /// <summary>The release: a year (2012) or its parser's number (110).</summary>
    public required int Version { get; init; }
    public string? Path { get; init; }
    public string? Text { get; init; }

    /// <summary>Whether what the model finds wrong as a whole is told too.</summary>
    public bool Validate { get; init; }

    public IEnumerable<(string Name, string Text)> Files() => Text is null
        ? SqlFiles.Read(Path ?? throw new InvalidDataException($"{Id}: neither path nor text."))
        : [("text", Text)];
}
