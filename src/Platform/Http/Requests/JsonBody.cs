using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http.Requests;

/// <summary>
/// A request body that must be a JSON object, or a form where the endpoint accepts one, read field by field so that one answer tells
/// all its faults: the reader of System.Text.Json would stop at the first.
/// </summary>
public sealed class JsonBody : JsonFields, IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };
    private JsonDocument? document;

    private JsonBody()
        : base(new FaultList(), prefix: "")
    {
    }

    /// <summary>Reads the body. A body that is missing, malformed or no object is a fault; its fields then read as
    /// absent without faults of their own.</summary>
    /// <exception cref="BadHttpRequestException">The body is larger than the server allows, or says that it is something else than the
    /// endpoint accepts, in UTF-8; the error boundary answers 413 or 415.</exception>
    public static async Task<JsonBody> ReadAsync(HttpContext context)
    {
        var type = AcceptedBodies.TypeOf(context)
            ?? throw new BadHttpRequestException($"The body is {context.Request.ContentType}.", StatusCodes.Status415UnsupportedMediaType);
        var body = new JsonBody { IsForm = type == AcceptedBodies.Form };
        var read = await ReadToEndAsync(context);
        body.Parse(read);
        context.Request.BodyReader.AdvanceTo(read.End);
        return body;
    }

    /// <inheritdoc/>
    public void Dispose() => document?.Dispose();

    private static async Task<ReadOnlySequence<byte>> ReadToEndAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        try
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            while (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                read = await reader.ReadAsync(context.RequestAborted);
            }

            return read.Buffer;
        }
        catch (IOException e) when (e is not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            // The size of a chunk that is beyond counting; other malformed chunks the server calls bad requests itself.
            throw new BadHttpRequestException("The body cannot be read.", e);
        }
    }

    private void Parse(ReadOnlySequence<byte> utf8)
    {
        // A copy: the document reads its texts when it is asked for them, and by then the server has given the memory to another request.
        var bytes = Utf8Json.WithoutMark(utf8.ToArray());
        if (bytes.IsEmpty && !IsForm)
        {
            Faults.Add(Source, "", "a JSON object is required", "missing");
            return;
        }

        try
        {
            if (!Utf8.IsValid(bytes.Span))
            {
                throw new JsonException("The body is not UTF-8.");
            }

            document = JsonDocument.Parse(IsForm ? FormBody.ToJson(bytes.Span) : bytes, Strict);
            // Reading every member's name once shows now what is no text, at whatever depth.
            CheckNames(document.RootElement);
            TryEnter(document.RootElement, path: "");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a member's name holds half a surrogate pair.
            document?.Dispose();
            document = null;
            Faults.Add(Source, "", IsForm ? "is not a valid form" : "is not valid JSON", IsForm ? "value_error" : "json_invalid");
        }
    }

    private static void CheckNames(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    CheckNames(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    CheckNames(item);
                }

                break;
        }
    }
}
