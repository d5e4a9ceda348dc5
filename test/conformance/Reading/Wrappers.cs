// The product's own procedures: which of them run a text, and which says where.
namespace Regrant.Conformance.Reading;

internal static class Wrappers
{
    /// <summary>Every one of them starts so; one that is not listed here is reported.</summary>
    public const string Prefix = "#regrant";

    /// <summary>Sets the database of what follows: `EXEC #regrant_database N'x'`; NULL is the server.</summary>
    public const string Database = "#regrant_database";

    /// <summary>Its second argument is a query; the statement runs unless that finds a row.</summary>
    public const string Secret = "#regrant_secret";

    /// <summary>Their first argument is the statement's number, their last the statement.</summary>
    public static IReadOnlySet<string> RunLastArgument { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "#regrant", "#regrant_login", Secret };

    /// <summary>They run no text.</summary>
    public static IReadOnlySet<string> RunNothing { get; } =
        new HashSet<string>(StringComparer.Ordinal) { Database };
}
