// Short ways to ask the model's elements.
using Microsoft.SqlServer.Dac.Model;

namespace Regrant.Conformance.Schema;

internal static class Elements
{
    public static IEnumerable<TSqlObject> UserDefined(this TSqlModel model, params ModelTypeClass[] kinds) =>
        kinds.SelectMany(kind => model.GetObjects(DacQueryScopes.UserDefined, kind));

    /// <summary>A property by its name, for kinds that share it; null where the kind has none.</summary>
    public static object? Named(this TSqlObject element, string property) =>
        element.ObjectType.Properties.FirstOrDefault(known => known.Name == property) is { } found ? element.GetProperty(found) : null;

    /// <summary>The elements at the end of a relationship by its name, for kinds that share it.</summary>
    public static IEnumerable<TSqlObject> Related(this TSqlObject element, string relationship) =>
        element.ObjectType.Relationships.FirstOrDefault(known => known.Name == relationship) is { } found ? element.Many(found) : [];

    public static bool Is(this TSqlObject element, ModelPropertyClass property) => element.GetProperty(property) is true;

    public static string? Text(this TSqlObject element, ModelPropertyClass property) => element.GetProperty(property)?.ToString();

    public static int Number(this TSqlObject element, ModelPropertyClass property, int absent = 0) =>
        element.GetProperty(property) is { } value ? Convert.ToInt32(value, null) : absent;

    /// <summary>The one element at the end of a relationship; null for none, or one that is not there.</summary>
    public static TSqlObject? One(this TSqlObject element, ModelRelationshipClass relationship) =>
        element.GetReferenced(relationship, DacQueryScopes.All).FirstOrDefault();

    public static IEnumerable<TSqlObject> Many(this TSqlObject element, ModelRelationshipClass relationship) =>
        element.GetReferenced(relationship, DacQueryScopes.All);

    public static IEnumerable<ModelRelationshipInstance> Links(this TSqlObject element, ModelRelationshipClass relationship) =>
        element.GetReferencedRelationshipInstances(relationship, DacQueryScopes.All);

    /// <summary>The last part of its name; empty where the system names it.</summary>
    public static string Simple(this TSqlObject element) => element.Name.HasName ? element.Name.Parts[^1] : "";

    /// <summary>What tells it from every other: its kind and name, or the place of one without a name.</summary>
    public static string Key(this TSqlObject element)
    {
        if (element.Name.HasName) return $"{element.ObjectType.Name} {element.Name}";
        var place = element.GetSourceInformation();
        return $"{element.ObjectType.Name} {place?.SourceName} {place?.StartLine}:{place?.StartColumn}";
    }
}
