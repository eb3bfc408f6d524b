namespace Tracker.Platform.Http.Errors;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Source">Where it stands: <c>body</c>, <c>query</c>, <c>header</c> or <c>path</c>.</param>
/// <param name="Field">Which field, e.g. <c>title</c> or <c>items.0.price</c>; empty for the whole body.</param>
/// <param name="Message">What is wrong, for a person.</param>
/// <param name="Type">What is wrong, for a program, in the vocabulary of the <c>detail</c> format, e.g. <c>missing</c>.</param>
public sealed record Fault(string Source, string Field, string Message, string Type);
