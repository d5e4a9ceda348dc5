// Something that a statement makes or needs: what it is, and a name that is the same however it is written.
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Expressions;

namespace Regrant.Conformance.Order;

internal readonly record struct Thing(string What, string Name)
{
    public static Thing Object(SchemaObjectName name) => new("object", Qualified(name));

    public static Thing Object(string schema, string name) => new("object", Qualified(schema, name));

    public static Thing Type(SchemaObjectName name) => new("type", Qualified(name));

    public static Thing Collection(SchemaObjectName name) => new("XML schema collection", Qualified(name));

    /// <summary>An index, or statistics, which share their names.</summary>
    public static Thing Index(SchemaObjectName on, Identifier name) => new("index", $"{Qualified(on)}.{Names.Bracketed(name.Value)}");

    /// <summary>A key or a unique index over just these columns, which a foreign key can point at.</summary>
    public static Thing Unique(SchemaObjectName on, IEnumerable<Identifier> columns) =>
        new("unique columns", $"{Qualified(on)} ({string.Join(", ", columns.Select(column => column.Value).Order(StringComparer.Ordinal))})");

    public static Thing Named(string what, Identifier name) => new(what, Names.Bracketed(name.Value));

    /// <summary>What a text names by one or two parts; null for a text that is no name.</summary>
    public static SchemaObjectName? NameIn(string? text)
    {
        if (text is null) return null;
        using var reader = new StringReader(text);
        var name = new TSql160Parser(initialQuotedIdentifiers: true).ParseSchemaObjectName(reader, out var errors);
        return errors.Count == 0 ? name : null;
    }

    public override string ToString() => $"{What} {Name}";

    /// <summary>A name of two parts, each in brackets.</summary>
    public static string Qualified(string schema, string name) => $"{Names.Bracketed(schema)}.{Names.Bracketed(name)}";

    /// <summary>The schema of a name; dbo where it says none.</summary>
    public static string SchemaOf(SchemaObjectName name) => name.SchemaIdentifier?.Value ?? "dbo";

    private static string Qualified(SchemaObjectName name) => Qualified(SchemaOf(name), name.BaseIdentifier.Value);
}
