namespace Regrant.Conformance.Reading;

/// <summary>One level down into a text that is run: by what, at which line of the text around it, as which statement.</summary>
internal sealed record Step(string Via, int Line, int? Number = null);
