using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.EventStreams;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.TaskTracker.Api.Events;

internal static class EventRoutes
{
    private const string Example =
        "id: 7290519386123456789:00000001.1042.17.1771327800000\n"
        + "event: task.updated\n"
        + "data: {\"task_id\":\"0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa\",\"owner_id\":\"0199c2f4-a000-7000-8000-0ac0b7d3f8aa\","
        + "\"changed\":[\"status\"],\"at\":\"2026-02-17T11:30:00.000Z\"}\n\n";

    public static void MapEvents(this IEndpointRouteBuilder api) =>
        api.MapGet("/events", StreamEvents.Handle)
            .WithTags("Events")
            .WithName("streamEvents")
            .RequireCaller()
            .Refuses(TaskTrackerErrors.TooManyStreams)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                Describe(operation);
                return Task.CompletedTask;
            });

    private static void Describe(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = StreamEvents.LastEventId,
            In = ParameterLocation.Header,
            Description = "The id of the last event or comment that the client received.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        operation.Responses ??= [];
        operation.Responses["200"] = new OpenApiResponse
        {
            Description = "The events. Each has the fields id, event and data; data is JSON with task_id, owner_id, changed (the changed "
                + "members of the task) and at. The stream ends with the access token",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [EventStreamResult.ContentType] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    Example = JsonValue.Create(Example),
                },
            },
        };
    }
}
