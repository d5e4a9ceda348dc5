namespace Regrant.Conformance.Reading;

/// <summary>A text that runs but is not known before: made from a column, a parameter, or cut short on its way.</summary>
internal sealed record Unresolved(int Line, IReadOnlyList<Step> Path, string Via, string Reason);
