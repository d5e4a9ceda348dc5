// What a piece of T-SQL names: tables and functions that it reads, types, sequences, collections, schemes, keys.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Order;

internal sealed class NamedIn : TSqlFragmentVisitor
{
    private readonly HashSet<Thing> reads = [];
    private readonly HashSet<Thing> types = [];
    private readonly HashSet<string> own = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All that it names and does not make itself.</summary>
    public static IEnumerable<Thing> All(TSqlFragment fragment)
    {
        var found = In(fragment);
        return found.reads.Concat(found.types);
    }

    /// <summary>Types and collections alone.</summary>
    public static IEnumerable<Thing> Types(TSqlFragment fragment) => In(fragment).types;

    public override void Visit(CommonTableExpression node) => own.Add(node.ExpressionName.Value);

    public override void Visit(NamedTableReference node) => Read(node.SchemaObject);

    public override void Visit(SchemaObjectFunctionTableReference node) => Read(node.SchemaObject);

    public override void Visit(NextValueForExpression node) => Read(node.SequenceName);

    public override void Visit(FunctionCall node)
    {
        if (node.CallTarget is not MultiPartIdentifierCallTarget { MultiPartIdentifier.Identifiers: [var schema] }) return;
        var name = new SchemaObjectName();
        name.Identifiers.Add(schema);
        name.Identifiers.Add(node.FunctionName);
        Read(name);
    }

    public override void Visit(UserDataTypeReference node) => types.Add(Thing.Type(node.Name));

    public override void Visit(XmlDataTypeReference node)
    {
        if (node.XmlSchemaCollection is { } collection) types.Add(Thing.Collection(collection));
    }

    public override void Visit(FileGroupOrPartitionScheme node)
    {
        if (node.PartitionSchemeColumns.Count > 0 && node.Name.Identifier is { } scheme) reads.Add(Thing.Named("partition scheme", scheme));
    }

    public override void Visit(ColumnEncryptionKeyNameParameter node) => reads.Add(Thing.Named("column encryption key", node.Name));

    // A history table that is not there is made, in another form than it had.
    public override void Visit(SystemVersioningTableOption node)
    {
        if (node.HistoryTable is { } history) reads.Add(Thing.Object(history));
    }

    private static NamedIn In(TSqlFragment fragment)
    {
        var found = new NamedIn();
        var names = new NamedIn();
        fragment.Accept(names);
        found.own.UnionWith(names.own);
        fragment.Accept(found);
        return found;
    }

    // Not what is in another database, temporary, a variable, or named by the text itself.
    private void Read(SchemaObjectName name)
    {
        if (name.DatabaseIdentifier is not null || name.BaseIdentifier.Value is ['#' or '@', ..]) return;
        if (name.SchemaIdentifier is null && own.Contains(name.BaseIdentifier.Value)) return;
        reads.Add(Thing.Object(name));
    }
}
