// What the model does not hold and the scripts say: the text of modules, settings, owners, trust.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Expressions;
using Regrant.Conformance.Rows;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Same;

internal sealed class WrittenText(SchemaModel schema)
{
    private readonly Trust trust = new(schema.Positions);
    private readonly QueueOptions queues = new(schema.Positions);
    private readonly Owners owners = new(schema.Positions);

    /// <summary>By a name in parentheses, which no property of the model has.</summary>
    public IEnumerable<(string Name, string? Value)> Of(TSqlObject element)
    {
        if (element.Name.HasName) yield return ("(owner)", owners.Of(element));
        if (element.ObjectType == CheckConstraint.TypeClass || element.ObjectType == ForeignKeyConstraint.TypeClass)
            yield return ("(trusted)", trust.IsUntrusted(element, schema.Positions) ? "no" : null);
        if (element.ObjectType == Column.TypeClass && !element.Links(Column.DataType).Any() && schema.Positions.Find<ColumnDefinition>(element)?.DataType is { } type)
            yield return ("(type)", TypePrinter.Print(type).ToLowerInvariant());
        if (element.ObjectType == Queue.TypeClass)
            foreach (var option in queues.Of(element)) yield return option;
        var statement = schema.Positions.Find<TSqlStatement>(element);
        if (statement is null || schema.Positions.BatchOf(statement) is not { } batch) yield break;
        if (MadeModule.NameOf(batch) is not null)
        {
            yield return ("(text)", ModuleText.WithoutName(batch));
            yield return ("(quoted identifiers)", batch.Settings.QuotedIdentifier ? null : "off");
            yield return ("(ANSI nulls)", batch.Settings.AnsiNulls ? null : "off");
        }
        else if (statement is CreateTableStatement)
        {
            yield return ("(ANSI nulls)", batch.Settings.AnsiNulls ? null : "off");
        }
    }
}
