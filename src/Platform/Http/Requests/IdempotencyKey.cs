using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace Tracker.Platform.Http.Requests;

/// <summary>The <c>Idempotency-Key</c> header. It identifies a request, so that a client without a response can repeat it.</summary>
public sealed class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>The response header, with the value <c>true</c>, of a repeated request.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    private const int MaxLength = 255;
    private readonly char first;
    private readonly bool emptyIsNone;
    private readonly string message;

    private IdempotencyKey(char first, bool emptyIsNone, string message) =>
        (this.first, this.emptyIsNone, this.message) = (first, emptyIsNone, message);

    /// <summary>1 to 255 visible ASCII characters.</summary>
    public static IdempotencyKey Visible { get; } =
        new('!', emptyIsNone: false, $"must be one value of 1 to {MaxLength} visible ASCII characters");

    /// <summary>As <see cref="Visible"/>, or with spaces; an empty key counts as none.</summary>
    public static IdempotencyKey Printable { get; } =
        new(' ', emptyIsNone: true, $"must be one value of at most {MaxLength} printable ASCII characters");

    /// <returns>Null when there is no key, or when it is not valid.</returns>
    public string? Read(IHeaderDictionary headers, FaultList faults)
    {
        var values = headers[Header];
        if (values.Count == 0 || (emptyIsNone && values is [null or ""]))
        {
            return null;
        }

        if (values is [{ Length: > 0 and <= MaxLength } key] && !key.AsSpan().ContainsAnyExceptInRange(first, '~'))
        {
            return key;
        }

        faults.Add("header", Header, message, "value_error");
        return null;
    }

    /// <summary>The header in the API document.</summary>
    /// <param name="created">What a repeat does not create again.</param>
    internal OpenApiParameter Describe(string created) => new()
    {
        Name = Header,
        In = ParameterLocation.Header,
        Description = $"Identifies the request, so that it can be repeated without a second {created}.",
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            MinLength = emptyIsNone ? null : 1,
            MaxLength = MaxLength,
            Pattern = emptyIsNone ? null : $"^[{first}-~]*$",
        },
    };
}

public static class IdempotencyKeyDescription
{
    /// <summary>Documents the header.</summary>
    /// <param name="created">What a repeat does not create again.</param>
    public static RouteHandlerBuilder TakesIdempotencyKey(this RouteHandlerBuilder endpoint, IdempotencyKey key, string created) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(key.Describe(created));
            return Task.CompletedTask;
        });

    /// <summary>Documents that the answer to a repeat has <see cref="IdempotencyKey.ReplayedHeader"/>.</summary>
    public static RouteHandlerBuilder MarksRepeats(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var created = (OpenApiResponse)operation.Responses!["201"];
            created.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
            created.Headers[IdempotencyKey.ReplayedHeader] = new OpenApiHeader
            {
                Description = "The request is a repeat: this is the answer to the first one. Absent otherwise.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["true"] },
            };
            return Task.CompletedTask;
        });
}
