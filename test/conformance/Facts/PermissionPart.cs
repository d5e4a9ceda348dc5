namespace Regrant.Conformance.Facts;

/// <summary>A permission and the columns written after it.</summary>
internal sealed record PermissionPart(string Name, IReadOnlyList<string>? Columns);
