using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http.Requests;

/// <summary>
/// A request body that must be a JSON object, or a form where the endpoint accepts one. It is read field by field, so that one response
/// reports all faults; the deserializer of System.Text.Json would stop at the first.
/// </summary>
public sealed class JsonBody : JsonFields, IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };
    private JsonDocument? document;

    private JsonBody()
        : base(new FaultList(), prefix: "")
    {
    }

    /// <summary>
    /// Reads the body. A body that is missing, malformed or not an object is one fault; its fields are then absent without more faults.
    /// </summary>
    /// <exception cref="BadHttpRequestException">
    /// The body is too large, or its declared type is not accepted. The error boundary answers 413 or 415.
    /// </exception>
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
            // A chunk size out of range. The server reports other malformed chunks as bad requests.
            throw new BadHttpRequestException("The body cannot be read.", e);
        }
    }

    private void Parse(ReadOnlySequence<byte> utf8)
    {
        // A copy: the document decodes strings lazily, when the server may already use the memory for another request.
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
            // Names are decoded lazily; read all of them now to find those that are not valid text.
            CheckNames(document.RootElement);
            TryEnter(document.RootElement, path: "");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a member's name has half of a surrogate pair.
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
