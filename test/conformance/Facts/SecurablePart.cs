namespace Regrant.Conformance.Facts;

/// <summary>A securable: its class word (absent where none is written), its name's parts, the columns after it.</summary>
internal sealed record SecurablePart(string? Class, IReadOnlyList<string> Name, IReadOnlyList<string>? Columns);
