namespace Regrant.Conformance.Reading;

/// <summary>Where a statement stands: the line of the script, the way down, the IFs above it, the database it runs in.</summary>
internal sealed record Place(int Line, IReadOnlyList<Step> Path, IReadOnlyList<string> Guards, string? Database);
