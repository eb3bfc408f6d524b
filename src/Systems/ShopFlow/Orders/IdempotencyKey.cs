using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow.Orders;

/// <summary>The <c>Idempotency-Key</c> header. It identifies a request, so that a client without a response can repeat it.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";
    private const int MaxLength = 255;

    /// <summary>Documents the header.</summary>
    public static RouteHandlerBuilder TakesIdempotencyKey(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = Header,
                In = ParameterLocation.Header,
                Description = "Identifies the request, so that it can be repeated without a second order.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = MaxLength },
            });
            return Task.CompletedTask;
        });

    /// <returns>Null when there is no key, or when it is not valid.</returns>
    public static string? Read(IHeaderDictionary headers, FaultList faults)
    {
        var values = headers[Header];
        if (values.Count == 0 || values is [null or ""])
        {
            return null;
        }

        if (values is [{ Length: <= MaxLength } key] && !key.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return key;
        }

        faults.Add("header", Header, $"must be one value of at most {MaxLength} printable ASCII characters", "value_error");
        return null;
    }
}
