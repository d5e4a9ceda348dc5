// The catalogue while it is drawn from a model: its rows, and what every kind asks for.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Expressions;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Draft(SchemaModel schema)
{
    public SchemaModel Schema { get; } = schema;

    public TSqlModel Model => Schema.Model;

    public Identifiers Ids { get; } = new();

    public StoredExpression Expressions { get; } = new(schema.Version);

    public List<ViewRow> Rows { get; } = [];

    public string Collation { get; } = schema.Model.UserDefined(DatabaseOptions.TypeClass)
        .Select(options => options.Text(DatabaseOptions.Collation)).FirstOrDefault() ?? "SQL_Latin1_General_CP1_CI_AS";

    public Row Add(string view, Row row)
    {
        Rows.Add(new ViewRow(view, row));
        return row;
    }

    /// <summary>The elements of kinds, by name: the order that numbers are given in.</summary>
    public IEnumerable<TSqlObject> Ordered(params ModelTypeClass[] kinds) =>
        Model.UserDefined(kinds).OrderBy(element => element.Key(), StringComparer.Ordinal);

    public T? Written<T>(TSqlObject element)
        where T : TSqlFragment => Schema.Positions.Find<T>(element);

    /// <summary>The settings that an element's batch was sent under.</summary>
    public BatchSettings SettingsOf(TSqlObject element) =>
        Schema.Positions.BatchOf(Written<TSqlStatement>(element))?.Settings ?? BatchSettings.Usual;
}
