namespace Regrant.Conformance.Schema;

/// <summary>Where a schema stands: a folder or file of .sql, or its text.</summary>
internal record SchemaFiles
{
    public string? Path { get; init; }
    public string? Text { get; init; }

    public IEnumerable<(string Name, string Text)> Files() => Text is null
        ? SqlFiles.Read(Path ?? throw new InvalidDataException("A schema has neither path nor text."))
        : [("text", Text)];
}
