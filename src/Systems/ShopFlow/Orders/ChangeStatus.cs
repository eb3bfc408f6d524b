using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Orders;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow.Orders;

internal static class ChangeStatus
{
    private static readonly TextRule Status = new(1, 20)
    {
        Check = (OrderPolicies.LifeCycle.Statuses.Contains, $"must be one of {string.Join(", ", OrderPolicies.LifeCycle.Statuses)}"),
    };

    public static BodyDescription Body { get; } = new("StatusRequest", "The next status of an order.",
        BodyField.Word("status", "confirmed, shipped or delivered.", OrderPolicies.LifeCycle.Statuses).Required());

    /// <summary>Moves an order to its next status: pending, confirmed, shipped, delivered.</summary>
    /// <remarks>Requires an admin. Of several concurrent requests for the same step, one succeeds.</remarks>
    public static async Task<Results<Ok<StatusResponse>, Problem>> Handle(
        HttpContext context, PathId id, Caller caller, ChangeOrderStatusHandler change)
    {
        // Checks permission before the body is read, so that a rejected client need not send it.
        var actor = caller.Actor();
        if (change.Check(actor) is { } refusal)
        {
            return ProblemOf(refusal);
        }

        if (id.Value is not { } orderId)
        {
            return ShopFlowErrors.OrderNotFound;
        }

        using var body = await JsonBody.ReadAsync(context);
        var status = body.RequiredText("status", Status);
        if (body.Faults.Any)
        {
            return body.Faults.ToProblem();
        }

        var outcome = await change.Handle(new ChangeOrderStatusCommand(orderId, status, actor), context.RequestAborted);
        return outcome.Succeeded(out var order, out var failure)
            ? TypedResults.Ok(StatusResponse.From(order))
            : ProblemOf(failure);
    }

    private static Problem ProblemOf(ChangeOrderStatusFailure failure) => failure switch
    {
        ChangeOrderStatusFailure.NotFound => ShopFlowErrors.OrderNotFound,
        ChangeOrderStatusFailure.NotAllowed => ShopFlowErrors.OnlyAdmins,
        ChangeOrderStatusFailure.AlreadyInState => ShopFlowErrors.AlreadyInState,
        ChangeOrderStatusFailure.InvalidTransition => ShopFlowErrors.InvalidTransition,
    };
}
