namespace Tracker.Platform.Http.Errors;

/// <summary>One error of a request.</summary>
/// <param name="Source"><c>body</c>, <c>query</c>, <c>header</c> or <c>path</c>.</param>
/// <param name="Field">For example <c>title</c> or <c>items.0.price</c>; empty for the whole body.</param>
/// <param name="Message">For people.</param>
/// <param name="Type">For programs, in the vocabulary of the <c>detail</c> format, for example <c>missing</c>.</param>
public sealed record Fault(string Source, string Field, string Message, string Type);
