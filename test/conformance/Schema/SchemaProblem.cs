// What of a schema's scripts did not get into the model, and why.
namespace Regrant.Conformance.Schema;

/// <summary>A batch that does not parse, a statement that no model holds, or what the model said of its elements.</summary>
internal sealed record SchemaProblem(string Kind, string? File, int? Line, string Message)
{
    public static SchemaProblem Syntax(string file, int line, string message) => new("syntax", file, line, message);

    public static SchemaProblem NotHeld(string file, int line, string message) => new("not-held", file, line, message);

    public static SchemaProblem Model(string message) => new("model", null, null, message);
}
