namespace Regrant.Conformance.Facts;

/// <summary>An argument of a procedure: its value as text, and what kind of literal it was.</summary>
internal sealed record ArgumentPart(string? Name, string Type, string? Value);
