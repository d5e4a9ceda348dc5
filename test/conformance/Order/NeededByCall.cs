// What the procedures that a script of objects calls cannot be run without.
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Expressions;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Order;

internal static class NeededByCall
{
    public static IEnumerable<Thing> Of(ExecuteStatement call)
    {
        var arguments = (call.ExecuteSpecification.ExecutableEntity?.Parameters ?? []).Select((argument, at) =>
            (Name: argument.Variable?.Name.ToLowerInvariant() ?? at.ToString(null, null), Text: (argument.ParameterValue as StringLiteral)?.Value)).ToList();
        string? Text(string name, int at) => arguments.FirstOrDefault(argument => argument.Name == name).Text
            ?? arguments.FirstOrDefault(argument => argument.Name == at.ToString(null, null)).Text;
        return HeldStatement.ProcedureOf(call).ToLowerInvariant() switch
        {
            "sp_addextendedproperty" => Property([.. Enumerable.Range(0, 3)
                .Select(level => (Text($"@level{level}type", level * 2 + 2), Text($"@level{level}name", level * 2 + 3)))
                .TakeWhile(level => level.Item1 is not null && level.Item2 is not null)
                .Select(level => (level.Item1!.ToUpperInvariant(), level.Item2!))]),
            "sp_bindefault" => [.. Object(Text("@defname", 0)), .. Bound(Text("@objname", 1))],
            "sp_bindrule" => [.. Object(Text("@rulename", 0)), .. Bound(Text("@objname", 1))],
            "sp_settriggerorder" => Object(Text("@triggername", 0)),
            "sp_tableoption" => Object(Text("@tablenamepattern", 0)),
            "sp_create_plan_guide" => Text("@type", 2) == "OBJECT" ? Object(Text("@module_or_batch", 3)) : [],
            _ => [],
        };
    }

    private static IEnumerable<Thing> Object(string? text) => Thing.NameIn(text) is { } name ? [Thing.Object(name)] : [];

    // A column of three parts, or a type of one or two.
    private static IEnumerable<Thing> Bound(string? text)
    {
        if (Thing.NameIn(text) is not { } name) return [];
        return name.Identifiers is [.., var schema, var table, _] ? [Thing.Object(schema.Value, table.Value)] : [Thing.Type(name)];
    }

    private static IEnumerable<Thing> Property((string Type, string Name)[] levels)
    {
        if (levels is not [("SCHEMA", var schema), var (type, name), .. var below]) return [];
        var own = Thing.Qualified(schema, name);
        var thing = type switch
        {
            "TYPE" or "TABLE_TYPE" => new Thing("type", own),
            "XML SCHEMA COLLECTION" => new Thing("XML schema collection", own),
            _ => new Thing("object", own),
        };
        return below switch
        {
            [("INDEX", var index)] => [thing, new Thing("index", $"{own}.{Names.Bracketed(index)}")],
            [("CONSTRAINT" or "TRIGGER", var part)] => [thing, Thing.Object(schema, part)],
            _ => [thing],
        };
    }
}
