using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>
/// The id of an operation, by which generated clients call it: the name of its endpoint's class in camelCase (<c>CreateTask.Handle</c> is
/// <c>createTask</c>). An endpoint without a class of its own, or whose class has another name, has <c>WithName</c>.
/// </summary>
internal static class OperationIds
{
    private const string HandlerName = "Handle";

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var handler = context.Description.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().LastOrDefault();
        if (operation.OperationId is null && handler is { Name: HandlerName, DeclaringType.Name: var name })
        {
            operation.OperationId = JsonNamingPolicy.CamelCase.ConvertName(name);
        }

        return Task.CompletedTask;
    }
}
