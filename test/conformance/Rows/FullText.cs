// Full-text search: catalogs, stoplists, property lists, indexes.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class FullText(Draft draft, Principals principals, Columns columns, Indexes indexes, Storage storage)
{
    /// <summary>What a column is in where nothing is written: the server's default full-text language, English at first.</summary>
    public const int UsualLanguage = 1033;

    private const int FirstOwn = 5;

    public void Add()
    {
        foreach (var catalog in draft.Ordered(FullTextCatalog.TypeClass)) AddCatalog(catalog);
        foreach (var list in draft.Ordered(FullTextStopList.TypeClass)) AddStopList(list);
        foreach (var list in draft.Ordered(SearchPropertyList.TypeClass)) AddPropertyList(list);
        foreach (var index in draft.Ordered(FullTextIndex.TypeClass))
            if (index.One(FullTextIndex.IndexedObject) is { } owner) AddIndex(index, owner);
    }

    /// <summary>The catalog that an index is in: the one that is written, else the default of the database.</summary>
    public static TSqlObject? CatalogOf(TSqlModel model, TSqlObject index) => index.One(FullTextIndex.Catalog)
        ?? model.UserDefined(FullTextCatalog.TypeClass).FirstOrDefault(catalog => catalog.Is(FullTextCatalog.IsDefault));

    private int Number(string sort, TSqlObject element) => draft.Ids.Number(sort, element.Simple(), FirstOwn);

    private int Owner(TSqlObject element) => principals.Principal(element.Related("Authorizer").FirstOrDefault()?.Simple() ?? "dbo");

    private void AddCatalog(TSqlObject catalog) => draft.Add("sys.fulltext_catalogs", new Row
    {
        ["fulltext_catalog_id"] = Number("catalog", catalog),
        ["name"] = catalog.Simple(),
        ["is_default"] = catalog.Is(FullTextCatalog.IsDefault),
        ["is_accent_sensitivity_on"] = catalog.GetProperty(FullTextCatalog.AccentSensitivity) is not false,
        ["principal_id"] = Owner(catalog),
    });

    private void AddStopList(TSqlObject list)
    {
        draft.Add("sys.fulltext_stoplists", new Row { ["stoplist_id"] = Number("stoplist", list), ["name"] = list.Simple(), ["principal_id"] = Owner(list) });
        foreach (var statement in draft.Schema.Positions.All<AlterFullTextStopListStatement>().Where(statement => statement.Name.Value == list.Simple()))
            if (statement.Action is { IsAdd: true, StopWord: { } word })
                draft.Add("sys.fulltext_stopwords", new Row
                {
                    ["stoplist_id"] = Number("stoplist", list),
                    ["stopword"] = word.Value,
                    ["language_id"] = int.TryParse(statement.Action.LanguageTerm?.Value, out var language) ? language : null,
                });
    }

    private void AddPropertyList(TSqlObject list) => draft.Add("sys.registered_search_property_lists", new Row
    {
        ["property_list_id"] = Number("property list", list),
        ["name"] = list.Simple(),
        ["principal_id"] = Owner(list),
    });

    private void AddIndex(TSqlObject index, TSqlObject owner)
    {
        var (tracking, word) = index.Number(FullTextIndex.ChangeTracking) switch { 2 => ("M", "MANUAL"), 3 => ("O", "OFF"), _ => ("A", "AUTO") };
        draft.Add("sys.fulltext_indexes", new Row
        {
            ["object_id"] = draft.Ids.Object(owner),
            ["unique_index_id"] = index.One(FullTextIndex.UniqueIndexName) is { } key ? indexes.Id(key) : null,
            ["fulltext_catalog_id"] = CatalogOf(draft.Schema.Model, index) is { } catalog ? Number("catalog", catalog) : null,
            ["is_enabled"] = !index.Is(FullTextIndex.Disabled),
            ["change_tracking_state"] = tracking,
            ["change_tracking_state_desc"] = word,
            ["stoplist_id"] = index.Is(FullTextIndex.StopListOff) ? null : index.One(FullTextIndex.StopList) is { } list ? Number("stoplist", list) : 0,
            ["property_list_id"] = index.One(FullTextIndex.SearchPropertyList) is { } properties ? Number("property list", properties) : null,
            ["data_space_id"] = index.One(FullTextIndex.Filegroup) is { } group ? storage.SpaceId(group) : 1,
        });
        foreach (var column in index.Many(FullTextIndex.Columns))
            draft.Add("sys.fulltext_index_columns", new Row
            {
                ["object_id"] = draft.Ids.Object(owner),
                ["column_id"] = column.One(FullTextIndexColumnSpecifier.Column) is { } indexed ? columns.Id(indexed) : null,
                ["type_column_id"] = column.One(FullTextIndexColumnSpecifier.TypeColumn) is { } type ? columns.Id(type) : null,
                ["language_id"] = column.GetProperty(FullTextIndexColumnSpecifier.LanguageId) is > 0 and var language ? language : UsualLanguage,
                ["statistical_semantics"] = column.Is(FullTextIndexColumnSpecifier.PartOfStatisticalSemantics) ? 1 : 0,
            });
    }
}
