namespace Regrant.Conformance.Client;

/// <summary>A column's name and its type's name as the client knows it.</summary>
internal sealed record ResultColumn(string Name, string Type);
