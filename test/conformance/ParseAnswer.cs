namespace Regrant.Conformance;

/// <summary>What `parse` says of one script.</summary>
internal sealed record ParseAnswer(string Id, IReadOnlyList<VersionAnswer> Versions);
