namespace Regrant.Conformance.Client;

/// <summary>One result set: rows as texts (binary as 0x…, dates in ISO 8601).</summary>
internal sealed record ResultSet(IReadOnlyList<ResultColumn> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows);
