namespace Regrant.Conformance.Schema;

/// <summary>A schema to read.</summary>
internal sealed record SchemaInput : SchemaFiles
{
    public required string Id { get; init; }

    /// <summary>The release: a year (2012) or its parser's number (110).</summary>
    public required int Version { get; init; }

    /// <summary>Whether what the model finds wrong as a whole is told too.</summary>
    public bool Validate { get; init; }
}
